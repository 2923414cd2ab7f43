/**
 * The head of the chapter as a form: who answers for it, its days, its sources, "Das Wichtigste", and the title.  Each
 * value is an attribute of the document, so it travels, waits and is saved like the text; what a value may be says the
 * server (`desk/head_fields.py`).
 */
import { fetched } from './assistance.js'
import { element } from './elements.js'

/**
 * @typedef {import('prosemirror-view').EditorView} EditorView
 * @typedef {import('prosemirror-model').Node} Node
 * @typedef {string | string[] | string[][]} Value
 *
 * @typedef {object} HeadField
 * @property {string} key
 * @property {'text' | 'tag' | 'auswahl' | 'zeilen' | 'gruppen'} kind
 * @property {string} label
 * @property {string} help
 * @property {[string, string][]} choices
 * @property {HeadField[]} columns
 * @property {boolean} first
 * @property {boolean} required
 *
 * @typedef {object} Control a field on the page
 * @property {HTMLElement} node
 * @property {() => Value} value as it is typed
 * @property {(value: Value) => void} show
 */

const PAUSE = 500
/** Beside the values: those of others that nobody has decided on. */
const OTHERS = 'andere'
const NO_LIST = 'angabe-stellen'

let count = 0
const same = (/** @type {unknown} */ one, /** @type {unknown} */ other) => JSON.stringify(one) === JSON.stringify(other)
/** @param {Value} value @returns {string} */
const inWords = value => Array.isArray(value) ? value.map(one => Array.isArray(one) ? one.filter(Boolean).join(', ') : one).join(' · ') : value

/** As high as its words. @param {HTMLTextAreaElement} field */
function fit(field) {
  field.style.blockSize = 'auto'
  field.style.blockSize = `${field.scrollHeight + 2}px`
}

/** One line of words. @param {HeadField} field @param {string} value @param {Record<string, string>} name as attributes
 * @param {boolean} [hasOffices] */
function line(field, value, name, hasOffices) {
  if (field.kind === 'auswahl') {
    const known = field.choices.some(([one]) => one === value)
    const options = [...(known ? [] : [/** @type {[string, string]} */ ([value, value || 'bitte wählen'])]), ...field.choices]
    const list = element('select', name, ...options.map(([one, words]) => element('option', { value: one }, words)))
    list.value = value
    return list
  }
  if (field.kind === 'zeilen' && !hasOffices) {
    const words = element('textarea', { rows: '1', ...name }, value)
    words.addEventListener('input', () => fit(words))
    new ResizeObserver(() => fit(words)).observe(words)
    return words
  }
  const attributes = { type: 'text', ...name, autocomplete: 'off', ...(field.kind === 'tag' ? { placeholder: 'TT.MM.JJJJ', inputmode: 'numeric' } : {}) }
  const input = element('input', hasOffices ? { ...attributes, list: NO_LIST } : attributes)
  input.value = value
  return input
}

/** @param {HTMLElement} row @param {string} label @param {() => void} removed */
function remover(row, label, removed) {
  const button = element('button', { type: 'button', class: 'weg', 'aria-label': `${label} entfernen`, title: 'Entfernen' }, '×')
  button.addEventListener('click', () => {
    const next = /** @type {HTMLElement | null} */ ((row.nextElementSibling ?? row.previousElementSibling)?.querySelector('input, textarea, select'))
    row.remove()
    removed()
    next?.focus()
  })
  return button
}

/** The words typed in a row of fields. @param {Element} row */
const typed = row => [...row.querySelectorAll('input, textarea, select')].map(one => /** @type {HTMLInputElement} */ (one).value.replace(/\s+/g, ' ').trim())

/** A list of lines or of rows: each can go, another can come. @param {HeadField} field @param {boolean} hasOffices @param {() => void} changed
 * @returns {Control} */
function listControl(field, hasOffices, changed) {
  const isRows = field.kind === 'gruppen'
  const one = { kurz: 'Satz', mitwirkende: 'Stelle', quellen: 'Quelle', ausnahmen: 'Ausnahme' }[field.key] ?? 'Zeile'
  const list = element('div', { class: isRows ? 'gruppen' : 'zeilen' })
  const add = (/** @type {string | string[]} */ value) => {
    const label = `${one} ${list.childElementCount + 1}`
    const row = element('div', { class: 'zeile' })
    if (isRows) {
      row.setAttribute('role', 'group')
      row.setAttribute('aria-label', label)
      for (const [at, column] of field.columns.entries()) {
        row.append(element('label', { class: `spalte-${column.key}` }, element('span', {}, column.label), line(column, value[at] ?? '', {})))
      }
    } else row.append(line(field, /** @type {string} */ (value), { 'aria-label': label }, hasOffices))
    row.append(remover(row, label, changed))
    list.append(row)
    return row
  }
  const more = element('button', { type: 'button', class: 'dazu' }, `${one} dazu`)
  const addOne = () => /** @type {HTMLElement} */ (add(isRows ? field.columns.map(() => '') : '').querySelector('input, textarea, select')).focus()
  more.addEventListener('click', addOne)
  list.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || isRows) return
    event.preventDefault()
    const next = /** @type {HTMLElement} */ (event.target).closest('.zeile')?.nextElementSibling
    if (next) /** @type {HTMLElement} */ (next.querySelector('input, textarea')).focus()
    else addOne()
  })
  return {
    node: element('div', {}, list, more),
    value: () => {
      const rows = [...list.children].map(typed)
      return isRows ? rows.filter(row => row.some(Boolean)) : rows.map(([words]) => words).filter(Boolean)
    },
    show(value) {
      const rows = /** @type {(string | string[])[]} */ (value)
      const shown = [...list.children]
      if (shown.length === rows.length) { // whoever stands in a line stays there
        for (const [at, row] of shown.entries()) {
          const words = [rows[at]].flat()
          for (const [place, input] of [...row.querySelectorAll('input, textarea, select')].entries()) {
            const one = /** @type {HTMLInputElement} */ (input)
            if (one.value !== words[place]) one.value = words[place]
          }
        }
      } else {
        list.replaceChildren()
        for (const row of rows) add(row)
      }
    },
  }
}

/** @param {HeadField} field @param {string} id @param {boolean} hasOffices @returns {Control} */
function lineControl(field, id, hasOffices) {
  let input = line(field, '', { id }, hasOffices)
  const node = element('div', {}, input)
  return {
    node,
    value: () => input.value.replace(/\s+/g, ' ').trim(),
    show(value) {
      if (input.value === value) return
      if (field.kind !== 'auswahl') input.value = /** @type {string} */ (value)
      else node.replaceChildren(input = line(field, /** @type {string} */ (value), { id }))
    },
  }
}

/** What both have changed in a list of lines, where no line was changed by both; null otherwise.
 * @param {Value} base @param {Value} theirs @param {Value} own @returns {Value | null} */
function both(base, theirs, own) {
  if (!Array.isArray(base) || !Array.isArray(theirs) || !Array.isArray(own)) return null
  if (base.length !== theirs.length || base.length !== own.length) return null
  const merged = base.map((one, at) => same(own[at], one) ? theirs[at] : same(theirs[at], one) || same(theirs[at], own[at]) ? own[at] : null)
  return merged.includes(null) ? null : /** @type {string[]} */ (merged)
}

/** The chapter's title, the first heading of all, and where it begins. @param {Node} doc */
function titleOf(doc) {
  /** @type {{ node: Node, at: number } | null} */
  let found = null
  doc.forEach((node, at) => { if (!found && node.type.name === 'heading' && node.attrs.level === 1) found = { node, at } })
  return /** @type {{ node: Node, at: number } | null} */ (/** @type {unknown} */ (found))
}

/** The title as a field: it is the heading on the page, only the words that are changed are touched.
 * @param {() => EditorView} view */
function titleField(view) {
  const id = `angabe-${++count}`
  const input = element('input', { id, type: 'text', autocomplete: 'off' })
  const put = () => {
    const { state } = view()
    const words = input.value.replace(/\s+/g, ' ').trim()
    const found = titleOf(state.doc)
    const { schema } = state
    if (!found) {
      if (words) view().dispatch(state.tr.insert(0, schema.nodes.heading.create({ level: 1 }, schema.text(words))))
      return
    }
    const old = found.node.textContent
    if (old === words || !words) return
    let start = 0
    while (start < Math.min(old.length, words.length) && old[start] === words[start]) start++
    let end = 0
    while (end < Math.min(old.length, words.length) - start && old.at(-1 - end) === words.at(-1 - end)) end++
    const from = found.at + 1
    view().dispatch(state.tr.insertText(words.slice(start, words.length - end), from + start, from + old.length - end))
  }
  input.addEventListener('change', put)
  const update = () => {
    const found = titleOf(view().state.doc)
    input.disabled = Boolean(found && [...Array(found.node.childCount).keys()].some(at => !found.node.child(at).isText))
    if (document.activeElement !== input) input.value = found?.node.textContent ?? ''
  }
  return { node: element('div', { class: 'kopf-feld' }, element('label', { for: id }, 'Titel'), input), update }
}

/**
 * The form, above the text.
 *
 * @param {() => EditorView} view @param {string} path of the chapter, as it stands in addresses
 * @returns {Promise<{ node: HTMLElement, update: () => void }>} `update` after each change of the document
 */
export async function headForm(view, path) {
  const address = `/api/kopf/${path}`
  const { fields, offices } = /** @type {{ fields: HeadField[], offices: string[] }} */ (await fetched(address))
  /** The values as they were last shown or sent. @type {Map<string, Value>} */
  const shown = new Map()
  /** @type {Map<string, { control: Control, told: HTMLElement, others: HTMLElement }>} */
  const controls = new Map()
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let checking

  const now = (/** @type {string} */ key) => /** @type {Value} */ (view().state.doc.attrs[key])
  const put = (/** @type {Record<string, unknown>} */ values) => {
    const change = view().state.tr.setMeta('addToHistory', false) // undo is the field's own: no words of others go by it
    for (const [key, value] of Object.entries(values)) if (!same(now(key), value)) change.setDocAttribute(key, value)
    if (change.steps.length) view().dispatch(change)
  }
  const commit = (/** @type {string} */ key) => {
    const { control } = /** @type {{ control: Control }} */ (controls.get(key))
    const value = control.value()
    if (same(value, shown.get(key))) return
    shown.set(key, value)
    put({ [key]: value })
    checkSoon()
  }
  /** What others have put into a field in which somebody is typing: their lines come in, or theirs stands beside it.
   * @param {string} key @param {Control} control */
  const meet = (key, control) => {
    const [theirs, own] = [now(key), control.value()]
    const merged = both(/** @type {Value} */ (shown.get(key)), theirs, own)
    const value = merged ?? own
    shown.set(key, value)
    if (merged) control.show(merged)
    put(merged ? { [key]: value } : { [key]: value, [OTHERS]: [...view().state.doc.attrs[OTHERS], [key, theirs]] })
    checkSoon()
  }

  const check = async () => {
    const values = Object.fromEntries(fields.map(({ key }) => [key, now(key)]))
    const body = JSON.stringify({ values })
    const { problems } = await fetched(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }).catch(() => ({ problems: null }))
    if (!problems) return
    for (const [key, { told, control }] of controls) {
      told.textContent = (problems[key] ?? []).join(' ')
      for (const input of control.node.querySelectorAll('input, textarea, select')) input.setAttribute('aria-invalid', String(key in problems))
    }
    const wrong = fields.filter(({ key }) => key in problems)
    missing.textContent = wrong.length ? `Bitte ansehen: ${wrong.map(field => field.label).join(', ')}` : ''
  }

  const checkSoon = () => {
    clearTimeout(checking)
    checking = setTimeout(check, PAUSE)
  }

  const showOthers = (/** @type {string} */ key, /** @type {HTMLElement} */ place) => {
    const pairs = /** @type {[string, Value][]} */ (view().state.doc.attrs[OTHERS])
    const mine = pairs.filter(([one]) => one === key)
    place.replaceChildren(...mine.map(pair => {
      const take = element('button', { type: 'button' }, 'Nehmen')
      const drop = element('button', { type: 'button' }, 'Weglassen')
      const rest = () => /** @type {[string, Value][]} */ (view().state.doc.attrs[OTHERS]).filter(one => !same(one, pair))
      take.addEventListener('click', () => { shown.set(key, pair[1]); controls.get(key)?.control.show(pair[1]); put({ [key]: pair[1], [OTHERS]: rest() }) })
      drop.addEventListener('click', () => put({ [OTHERS]: rest() }))
      return element('p', { class: 'andere' }, element('span', {}, `Jemand anders schrieb: „${inWords(pair[1])}“ `), take, drop)
    }))
    return mine.length > 0
  }

  const made = (/** @type {HeadField} */ field) => {
    const hasOffices = field.key === 'zustaendig' || field.key === 'mitwirkende'
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer
    const changed = () => commit(field.key)
    const id = `angabe-${++count}`
    const isList = field.kind === 'zeilen' || field.kind === 'gruppen'
    const control = isList ? listControl(field, hasOffices, changed) : lineControl(field, id, hasOffices)
    const told = element('p', { class: 'fehler', role: 'status' })
    const others = element('div')
    control.node.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(changed, PAUSE) })
    control.node.addEventListener('change', () => { clearTimeout(timer); changed() })
    controls.set(field.key, { control, told, others })
    const label = isList ? element('p', { class: 'name' }, field.label) : element('label', { for: id }, field.label)
    const help = field.help ? [element('p', { class: 'hilfe' }, field.help)] : []
    /** @type {Record<string, string>} */
    const group = isList ? { role: 'group', 'aria-label': field.label } : {}
    return element('div', { class: `kopf-feld kopf-${field.key}`, ...group }, label, ...help, control.node, told, others)
  }

  const title = titleField(view)
  const facts = element('span', { class: 'hilfe' })
  const missing = element('span', { class: 'fehler' })
  const rest = element('details', { class: 'weiteres' }, element('summary', {}, 'Für die Redaktion'), ...fields.filter(one => !one.first).map(made))
  const fieldset = element('fieldset', {}, title.node, ...fields.filter(one => one.first).map(made), rest)
  const node = element('details', { class: 'kopf' },
    element('summary', {}, element('strong', {}, 'Zum Kapitel'), ' ', facts, ' ', missing),
    element('datalist', { id: NO_LIST }, ...offices.map(one => element('option', { value: one }))),
    fieldset)

  const update = () => {
    fieldset.disabled = !view().editable
    title.update()
    let isChanged = false
    let isOpen = false
    for (const [key, { control, others }] of controls) {
      const value = now(key)
      if (!same(value, shown.get(key))) {
        isChanged = true
        if (shown.has(key) && !same(control.value(), shown.get(key)) && control.node.contains(document.activeElement)) meet(key, control)
        else {
          shown.set(key, value)
          control.show(value)
        }
      }
      isOpen = showOthers(key, others) || isOpen
    }
    const { zustaendig, stand } = view().state.doc.attrs
    facts.textContent = [zustaendig && `Zuständig: ${zustaendig}`, stand && `Stand: ${stand}`].filter(Boolean).join(' · ')
    node.classList.toggle('offen', isOpen)
    if (isChanged) checkSoon()
  }
  update()
  return { node, update }
}
