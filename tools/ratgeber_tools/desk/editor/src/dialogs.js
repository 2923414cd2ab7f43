/**
 * What is asked of an author: a title, a few fields, "Übernehmen" and "Abbrechen".  The browser's own dialog: it keeps
 * the focus, gives it back, and closes with Escape.
 */
import { element } from './elements.js'

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {'text' | 'url' | 'number' | 'file' | 'select' | 'textarea' | 'checkbox'} [type] 'text' when left out
 * @property {string} [value]
 * @property {string} [help] one sentence below the field
 * @property {boolean} [required]
 * @property {string} [accept] of a file
 * @property {[string, string][]} [choices] of a select: value and words
 */

let count = 0

/** @param {Field} field */
function row(field) {
  const id = `feld-${++count}`
  /** @type {Record<string, string>} */
  const attributes = { id, name: field.name }
  if (field.required) attributes.required = ''
  if (field.help) attributes['aria-describedby'] = `${id}-hilfe`
  const type = field.type ?? 'text'
  let input
  if (type === 'select') {
    const choices = (field.choices ?? []).map(([value, words]) => element('option', { value }, words))
    input = element('select', attributes, ...choices)
    if (field.value !== undefined) input.value = field.value
  } else if (type === 'textarea') {
    input = element('textarea', { ...attributes, rows: '3' }, field.value ?? '')
  } else {
    input = element('input', { ...attributes, type, autocomplete: 'off', ...(field.accept ? { accept: field.accept } : {}) })
    if (type === 'checkbox') input.checked = field.value === 'ja'
    else if (type !== 'file') input.value = field.value ?? ''
  }
  const help = field.help ? [element('p', { id: `${id}-hilfe`, class: 'hilfe' }, field.help)] : []
  return element('div', { class: `feld feld-${type}` }, element('label', { for: id }, field.label), input, ...help)
}

/**
 * @param {string} title @param {(HTMLElement | string)[]} content
 * @param {string} accept "" for a dialog that takes nothing itself
 * @param {string} [other] another way out; the dialog then returns 'anders'
 * @returns {HTMLDialogElement}
 */
export function frame(title, content, accept, other) {
  const heading = `titel-${++count}`
  const cancel = element('button', { type: 'button' }, 'Abbrechen')
  const accepting = accept ? [element('button', { value: 'ja', class: 'haupt' }, accept)] : []
  const otherwise = other ? [element('button', { value: 'anders' }, other)] : []
  const buttons = element('div', { class: 'knoepfe' }, ...accepting, ...otherwise, cancel)
  const form = element('form', { method: 'dialog' }, element('h2', { id: heading }, title), ...content, buttons)
  const dialog = element('dialog', { 'aria-labelledby': heading }, form)
  cancel.addEventListener('click', () => dialog.close())
  document.body.append(dialog)
  return dialog
}

/**
 * Ask for `fields` and return what was entered; null when the author thought better of it.
 *
 * @param {string} title
 * @param {Field[]} fields
 * @param {string} [accept] the words of the button that takes it
 * @returns {Promise<Record<string, string> & { files?: FileList } | null>} a check box gives 'ja' or ''
 */
export function ask(title, fields, accept = 'Übernehmen') {
  const dialog = frame(title, fields.map(row), accept)
  dialog.showModal()
  return new Promise(resolve => {
    dialog.addEventListener('close', () => {
      /** @type {Record<string, any>} */
      const answers = {}
      for (const field of fields) {
        const input = /** @type {HTMLInputElement} */ (dialog.querySelector(`[name="${field.name}"]`))
        if (field.type === 'file') answers.files = input.files
        else answers[field.name] = field.type === 'checkbox' ? (input.checked ? 'ja' : '') : input.value.trim()
      }
      dialog.remove()
      resolve(dialog.returnValue === 'ja' ? answers : null)
    })
  })
}

/**
 * @typedef {object} Hit
 * @property {string} key what is inserted
 * @property {string} label what it is called
 * @property {string} [detail] what stands behind it, in smaller type
 *
 * Search while typing and return the hit that was chosen; null for none.  Pattern: WAI-ARIA "Combobox" with a list.
 *
 * @param {string} title
 * @param {string} label of the search field
 * @param {(words: string) => Promise<Hit[]>} find
 * @returns {Promise<Hit | null>}
 */
export const choose = async (title, label, find) => {
  const chosen = await chooseOr(title, label, find)
  return typeof chosen === 'string' ? null : chosen
}

/**
 * The same with another way out: its button's words; who takes it gets what was typed instead of a hit.
 *
 * @param {string} title @param {string} label @param {(words: string) => Promise<Hit[]>} find
 * @param {string} [other] @param {string} [words] what stands in the search field at first
 * @returns {Promise<Hit | string | null>}
 */
export function chooseOr(title, label, find, other, words = '') {
  const field = `feld-${++count}`
  const list = element('ul', { id: `${field}-liste`, role: 'listbox', 'aria-label': 'Treffer', class: 'treffer' })
  const input = element('input', {
    id: field, type: 'text', enterkeyhint: 'done', role: 'combobox', autocomplete: 'off', 'aria-expanded': 'true', 'aria-autocomplete': 'list',
    'aria-controls': list.id,
  })
  const told = element('p', { role: 'status', class: 'hilfe' })
  input.value = words
  const row = element('div', { class: 'feld' }, element('label', { for: field }, label), input)
  const dialog = frame(title, [row, told, list], 'Einfügen', other)
  /** @type {Hit[]} */
  let hits = []
  let at = 0
  let question = 0
  const mark = () => {
    for (const [place, option] of [...list.children].entries()) option.setAttribute('aria-selected', String(place === at))
    const option = list.children[at]
    if (option) input.setAttribute('aria-activedescendant', option.id)
    else input.removeAttribute('aria-activedescendant')
    option?.scrollIntoView({ block: 'nearest' })
  }
  /** @type {Promise<void>} */
  let searching = Promise.resolve()
  const search = async () => {
    const mine = ++question
    const found = await find(input.value)
    if (mine !== question) return // a later question has been asked
    hits = found
    at = 0
    list.replaceChildren(...hits.map((hit, place) => {
      const words = [element('span', {}, hit.label), ...(hit.detail ? [element('small', {}, hit.detail)] : [])]
      const option = element('li', { id: `${field}-${place}`, role: 'option' }, ...words)
      option.addEventListener('click', () => { at = place; dialog.close('ja') })
      return option
    }))
    told.textContent = hits.length ? `${hits.length} Treffer` : 'Nichts gefunden. Versuchen Sie ein anderes Wort.'
    mark()
  }
  input.addEventListener('input', () => { searching = search() })
  input.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step || !hits.length) return
    at = (at + step + hits.length) % hits.length
    mark()
    event.preventDefault()
  })
  dialog.showModal()
  searching = search()
  return new Promise(resolve => {
    dialog.addEventListener('close', async () => {
      if (dialog.returnValue === 'ja') await searching // Enter may be quicker than the answer to the last letter
      dialog.remove()
      resolve(dialog.returnValue === 'ja' ? hits[at] ?? null : dialog.returnValue === 'anders' ? input.value.trim() : null)
    })
  })
}

const WORDS = 'input:is([type="text"], [type="url"], [type="number"]), textarea'

/** Put words that were typed before a dialog or a search stood into the first field of it that takes them.
 * @param {string} words */
export function enterWords(words) {
  const focused = document.activeElement
  const field = /** @type {HTMLInputElement | null | undefined} */ (focused?.matches(WORDS) ? focused : focused?.closest('dialog')?.querySelector(WORDS))
  if (!words || !field) return
  const before = field.value
  field.value = words
  field.value ||= before // a field for numbers takes no others
  field.focus()
  field.dispatchEvent(new Event('input'))
}
