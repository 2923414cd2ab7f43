/**
 * A record made of words that were typed, without leaving the chapter: the desk's own pages of the data in a frame.  The
 * page that a new or known record ends on says what is put into the text.
 */
import { frame } from './dialogs.js'
import { element } from './elements.js'

/** Pages that may stand in the frame; any other one means that somebody went away from it. */
const OWN = /^\/angaben\/(neu|[a-z]+\/[a-z0-9-]+)/

/** Role and content, as a search gives them; null for nothing. @param {string} words @returns {Promise<string | null>} */
export function recordFrom(words) {
  const page = element('iframe', { src: `/angaben/neu?${new URLSearchParams({ fuer: 'text', worte: words })}`, title: 'Angabe suchen oder anlegen' })
  const dialog = frame('Angabe für den Text', [page], '')
  dialog.classList.add('daten')
  /** @type {string | null} */
  let key = null
  page.addEventListener('load', () => {
    const inside = page.contentDocument
    if (!inside || !OWN.test(inside.location.pathname)) return dialog.close()
    inside.body.classList.add('knapp')
    inside.addEventListener('keydown', event => { if (event.key === 'Escape') dialog.close() })
    const found = /** @type {HTMLElement | null} */ (inside.querySelector('[data-rolle]'))
    if (found) {
      key = `${found.dataset.rolle} ${found.dataset.inhalt}`
      dialog.close()
    }
    page.focus()
  })
  dialog.showModal()
  return new Promise(resolve => dialog.addEventListener('close', () => {
    dialog.remove()
    resolve(key)
  }))
}
