/**
 * What comes as a second file, when the text is there: dialogs, and all that stands beside the text.  A chapter can be
 * read and written before it has come.
 */
import { element } from './elements.js'

/** @typedef {typeof import('./beside.js')} BesideModule */

const FILE = '/web/beside.js'
const WAIT = 'Einen Augenblick …'

/** @type {BesideModule | undefined} */
let there
/** A browser asks a second time only for another address. */
let tries = 0

/** @returns {Promise<BesideModule>} */
export async function later() {
  try {
    return there ??= await import(tries ? `${FILE}?${tries}` : FILE)
  } catch (problem) {
    tries++
    throw problem
  }
}

/**
 * Do what the author has asked for as soon as the file is there.  Until then the keys are held: they are meant for what
 * comes, not for the text.  Null where the author did not wait.
 *
 * @template T
 * @param {(file: BesideModule) => T | Promise<T>} act
 */
export async function held(act) {
  if (there) return act(there)
  const field = element('input', { id: 'warten', type: 'text', autocomplete: 'off' })
  const cancel = element('button', { type: 'button' }, 'Abbrechen')
  const row = element('div', { class: 'feld' }, element('label', { for: field.id }, WAIT), field)
  const dialog = element('dialog', { 'aria-label': WAIT }, row, element('div', { class: 'knoepfe' }, cancel))
  cancel.addEventListener('click', () => dialog.close())
  document.body.append(dialog)
  dialog.showModal()
  try {
    const file = await later()
    if (!dialog.open) return null
    dialog.close()
    const acting = act(file)
    file.enterWords(field.value)
    return acting
  } finally {
    dialog.close()
    dialog.remove()
  }
}

/** @type {BesideModule['ask']} */
export const ask = (...question) => held(file => file.ask(...question))
