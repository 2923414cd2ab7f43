/** The cards of notes: what was said, by whom, and what can be done with it. */
import { element } from './elements.js'

/**
 * @typedef {import('./margin.js').Note} Note
 *
 * @typedef {object} Dealing
 * @property {boolean} mayComment
 * @property {string} office whose page it is
 * @property {string} typed an answer that is not sent yet
 * @property {(deed: Record<string, unknown>) => Promise<boolean>} send
 * @property {(note: Note) => void} toWords bring the author to the words
 * @property {(key: string) => void} activate
 * @property {() => void} lay put the cards anew, one has another height
 */

let count = 0

/** @param {string} label @param {() => void} act @param {string} [kind] @param {string} [about] what it is about, for who hears it */
function button(label, act, kind = '', about = '') {
  const made = element('button', { type: 'button', ...(kind ? { class: kind } : {}), ...(about ? { 'aria-label': `${label}: ${about}` } : {}) }, label)
  made.addEventListener('click', act)
  return made
}

/** @param {string[]} words */
const paragraphs = words => words.map(line => element('p', {}, line))

/** @param {Note} note @param {Dealing} dealing */
export function card(note, dealing) {
  const { mayComment, typed, send, toWords, activate, lay } = dealing
  const about = note.quoted ? `„${note.quoted}“` : 'dieses Kapitel'
  const who = [note.office || (note.kind && note.kind !== 'kommentar' ? note.kind : 'Notiz'), ...(note.asked ? [`an ${note.asked}`] : [])].join(' ')
  const quote = note.quoted ? [button(`„${note.quoted}“`, () => toWords(note), 'zitat')] : []
  const lost = note.quoted && !note.anchor ? [element('p', { class: 'hilfe' }, 'Diese Wörter stehen nicht mehr im Text.')] : []
  const changed = note.anchor && note.changed ? [element('p', { class: 'hilfe' }, 'Die Wörter sind inzwischen andere.')] : []
  const answers = note.answers.map(answer => element('div', { class: 'antwort' }, element('strong', {}, answer.office || 'Antwort'), ...paragraphs(answer.words)))
  const deeds = element('div', { class: 'taten' })
  const reply = element('form', { class: 'antworten', hidden: '' })
  if (mayComment) {
    const id = `antwort-${++count}`
    const field = element('textarea', { id, rows: '2', maxlength: '4000' })
    field.value = typed
    const hide = () => {
      reply.hidden = true
      deeds.hidden = false
      lay()
    }
    const ask = () => {
      reply.hidden = false
      deeds.hidden = true
      lay()
      field.focus()
    }
    reply.append(element('label', { for: id }, 'Ihre Antwort'), field,
      element('div', { class: 'taten' }, element('button', { class: 'haupt' }, 'Antworten'), button('Abbrechen', () => { field.value = ''; hide(); made.focus() })))
    reply.addEventListener('submit', async event => {
      event.preventDefault()
      if (!await send({ do: 'answer', key: note.key, words: field.value })) return
      field.value = ''
      hide()
      made.focus()
    })
    if (typed) {
      reply.hidden = false
      deeds.hidden = true
    }
    if (!note.done) deeds.append(button('Antworten', ask, '', about))
    deeds.append(button(note.done ? 'Wieder öffnen' : 'Erledigt', () => void send({ do: note.done ? 'reopen' : 'done', key: note.key }), '', about))
    if (note.mayDelete) deeds.append(button('Löschen', () => void send({ do: 'delete', key: note.key }), '', about))
  }
  const said = [...lost, ...changed, ...paragraphs(note.words), ...answers]
  const inner = note.done
    ? [element('details', {}, element('summary', {}, `Erledigt: ${note.words[0] ?? ''}`), ...quote, ...said, deeds)]
    : [element('p', { class: 'wer' }, element('strong', {}, who)), ...quote, ...said, deeds, reply]
  const made = element('li', { class: `notiz${note.done ? ' erledigt' : ''}`, tabindex: '-1', 'data-key': note.key, 'aria-label': `Notiz zu ${about}` }, ...inner)
  made.addEventListener('focusin', () => activate(note.key))
  made.addEventListener('click', () => activate(note.key))
  made.querySelector('details')?.addEventListener('toggle', lay)
  return made
}

/** A note that is being written. @param {string} quoted @param {string[]} offices @param {(words: string, asked: string) => Promise<void>} send @param {() => void} stop */
export function draft(quoted, offices, send, stop) {
  const id = `notiz-${++count}`
  const field = element('textarea', { id, rows: '3', maxlength: '4000' })
  const asked = element('select', { id: `${id}-an` }, element('option', { value: '' }, 'wer für das Kapitel zuständig ist'), ...offices.map(office => element('option', { value: office }, office)))
  const form = element('form', {},
    element('p', { class: 'zitat' }, `„${quoted.length > 90 ? `${quoted.slice(0, 90)} …` : quoted}“`),
    element('label', { for: id }, 'Ihre Notiz'), field,
    element('label', { for: `${id}-an` }, 'An'), asked,
    element('div', { class: 'taten' }, element('button', { class: 'haupt' }, 'Anmerken'), button('Abbrechen', stop)))
  form.addEventListener('submit', event => {
    event.preventDefault()
    void send(field.value, asked.value)
  })
  return element('li', { class: 'notiz vorn neu', 'aria-label': 'Neue Notiz' }, form)
}
