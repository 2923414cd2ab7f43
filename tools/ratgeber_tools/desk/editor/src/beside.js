/**
 * What stands beside the text, as a second file that is loaded when the text is there: a chapter can be read and written
 * before and without it.
 */
import { dropCursor } from 'prosemirror-dropcursor'
import { gapCursor } from 'prosemirror-gapcursor'
import { tableEditingKey } from 'prosemirror-tables'
import { fetched } from './assistance.js'
import { conflictCards } from './conflicts.js'
import { element } from './elements.js'
import { finder } from './find.js'
import { headForm } from './head.js'
import { help } from './help.js'
import { hintList } from './hint_list.js'
import { preview } from './preview.js'
import { followKeyboard, leaveRoom } from './screen.js'
import { since } from './since.js'

export { offerVersions } from './conflicts.js'
export { ask, choose, enterWords } from './dialogs.js'
export * as questions from './inserting.js'

/**
 * @typedef {import('prosemirror-view').EditorView} EditorView
 *
 * @typedef {import('./hint_list.js').Page & More} Surroundings
 *
 * @typedef {object} More
 * @property {(place: { from: number, to: number }) => void} select put the selection there and bring it into sight
 * @property {HTMLElement} top what stays in sight above the text
 * @property {HTMLElement} place all of the page
 * @property {HTMLElement} text
 * @property {import('prosemirror-state').Plugin[]} plugins of every state the page makes
 * @property {HTMLElement} save the button to save; what opens something beside the text stands before it
 * @property {{ version: number, pending: unknown[], isReady: boolean }} connection
 * @property {(sentence: string, isUrgent?: boolean) => void} say
 * @property {{ label: string, tools: import('./toolbar.js').Tool[] }[]} groups of the toolbar
 *
 * @typedef {ReturnType<typeof begin>} Beside
 */

/** Add it to a page whose text is there. @param {Surroundings} page */
export function begin(page) {
  /** @type {{ node: HTMLElement, update: () => void } | undefined} */
  let head
  headForm(page.view, page.path).then(form => page.text.before((head = form).node), problem => page.say(problem.message, true))
  // before tables, which take every arrow key
  page.plugins.splice(page.plugins.findIndex(plugin => plugin.spec.key === tableEditingKey), 0, dropCursor(), gapCursor(), conflictCards())
  page.view().updateState(page.view().state.reconfigure({ plugins: page.plugins }))
  followKeyboard()
  leaveRoom(page.top)
  const finding = finder(page.view, page.select)
  page.top.append(finding.node)
  const hints = hintList(page)
  page.save.before(hints.way)
  const past = element('a', { href: `/verlauf/${page.path}` }, 'Verlauf: wer hier wann was geändert hat')
  const toWord = element('a', { href: `/word/hinaus?kapitel=${page.path}` }, 'Als Word-Datei zum Gegenlesen geben')
  const toShow = element('a', { href: `/vorschau?kapitel=${page.path}` }, 'Vorschau-Link für jemanden ohne Konto')
  page.place.append(element('p', { class: 'verlauf' }, past), element('p', { class: 'verlauf' }, toWord), element('p', { class: 'verlauf' }, toShow), hints.node)
  hints.ask()
  void fetched('/api/ich').catch(() => ({ rights: [] })).then(({ rights }) => {
    if (rights.includes('veröffentlichen') && !page.path.includes('~')) page.top.querySelector('.stand')?.append(element('a', { href: `/veroeffentlichen/berichtigung/${page.path}` }, 'Veröffentlichen'))
  })
  const seen = preview(page.view, page.path, () => !page.connection.pending.length)
  page.save.before(seen.button)
  document.body.append(seen.panel)
  new ResizeObserver(() => document.body.style.setProperty('--oben', `${page.top.offsetHeight}px`)).observe(page.top)
  const changed = since(page)
  const asked = new URLSearchParams(location.hash.slice(1)).get('finden') // whoever comes from a search stands where it led
  if (asked) finding.open(asked)
  /** Notes and suggestions: a file of their own. @type {{ update: () => void } | undefined} */
  let noted
  const margin = '/web/margin.js'
  import(margin).then(file => file.begin(page)).then(begun => { noted = begun }, () => page.say('Die Notizen fehlen gerade. Laden Sie die Seite neu, wenn Sie sie brauchen.'))
  return {
    /** @param {string} words */
    find: words => finding.open(words),
    /** Bring the author to what the checks say. */
    hints: hints.enter,
    help: () => help(page.groups, () => page.view().focus()),
    /** After each change of the document, and when another one is shown. */
    update() {
      head?.update()
      hints.ask()
      seen.update()
      changed.update()
      noted?.update()
    },
  }
}
