/**
 * A Word file dropped on a chapter, pasted as a file or chosen: the server says what can be done with it, the author
 * decides, persons first.
 */
import { fetched } from './assistance.js'
import { element } from './elements.js'

/**
 * @typedef {object} Offer
 * @property {any[] | null} content
 * @property {{ name: string, data: string }[]} pictures
 * @property {boolean} changes
 * @property {string[]} persons
 * @property {string[]} sentences
 * @property {string[]} offices
 * @property {string} office
 */

const MOST_LINES = 12
const READING = 'Die Word-Datei wird gelesen …'

/** Read a file; null where the author thought better of it, or it was taken over.
 * @param {File} file @param {string} path of the chapter @param {{ above: number, depth: number, inside: boolean }} place
 * @param {(words: string, isUrgent?: boolean) => void} say
 * @returns {Promise<Offer | null>} */
export async function readWordFile(file, path, place, say) {
  const address = `/api/word/${path}?datei=${encodeURIComponent(file.name)}`
  const put = (/** @type {string} */ more) => fetched(address + more, { method: 'POST', body: file })
  say(READING)
  try {
    const { above, depth, inside } = place
    /** @type {Offer} */
    const offer = await put(`&above=${above}&depth=${depth}&inside=${Number(inside)}`)
    const office = await decided(file.name, offer)
    if (office === null) return null
    if (!offer.changes) return offer
    say('Die Änderungen werden übernommen …')
    const { sentences } = await put(`&tun=uebernehmen&stelle=${encodeURIComponent(office)}`)
    say(sentences.join(' '), true)
  } catch (problem) {
    const isLine = problem instanceof TypeError
    say(isLine ? 'Ohne Verbindung lässt sich keine Datei lesen. Ziehen Sie sie noch einmal herein, sobald sie wieder da ist.'
      : /** @type {Error} */ (problem).message, true)
  }
  return null
}

/** @param {string} title @param {string[]} lines */
function part(title, lines) {
  if (!lines.length) return []
  const shown = lines.slice(0, MOST_LINES).map(line => element('li', {}, line))
  if (lines.length > MOST_LINES) shown.push(element('li', {}, `und ${lines.length - MOST_LINES} weitere`))
  return [element('h3', {}, title), element('ul', {}, ...shown)]
}

/** What the author decides: the office a changed file comes from, or "" for a new text; null for nothing.
 * @param {string} name @param {Offer} offer @returns {Promise<string | null>} */
function decided(name, { content, changes, persons, sentences, offices, office }) {
  const hasAny = changes || Boolean(content?.length)
  const what = changes ? 'Das ist dieses Kapitel, zurück vom Gegenlesen oder in neuer Fassung.' : 'Das ist ein neuer Text.'
  const from = element('select', { id: 'word-stelle' }, ...offices.map(one => element('option', one === office ? { selected: '' } : {}, one)))
  const asked = changes ? [element('div', { class: 'feld' }, element('label', { for: from.id }, 'Von welcher Stelle kommt die Datei?'), from)] : []
  const accept = element('button', { value: 'ja', class: 'haupt' }, changes ? 'Änderungen übernehmen' : 'An dieser Stelle einfügen')
  const cancel = element('button', { type: 'button' }, hasAny ? 'Abbrechen' : 'Schließen')
  const form = element('form', { method: 'dialog' },
    element('h2', { id: 'word-titel' }, `Word-Datei „${name}“`), ...(hasAny ? [element('p', {}, what)] : []),
    ...part('Erst klären', persons), ...part('Beim Lesen aufgefallen', sentences), ...asked,
    element('div', { class: 'knoepfe' }, ...(hasAny ? [accept] : []), cancel))
  const dialog = element('dialog', { 'aria-labelledby': 'word-titel', class: 'word' }, form)
  cancel.addEventListener('click', () => dialog.close())
  document.body.append(dialog)
  dialog.showModal()
  return new Promise(resolve => {
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(dialog.returnValue === 'ja' ? from.value : null)
    })
  })
}

/** Let the author choose a file. @returns {Promise<File | null>} */
export const chosen = () => new Promise(resolve => {
  const input = element('input', { type: 'file', accept: '.docx' })
  input.addEventListener('change', () => resolve(input.files?.[0] ?? null))
  input.addEventListener('cancel', () => resolve(null))
  input.click()
})
