/**
 * What stands beside the text, as a second file that is loaded when the text is there: a chapter can be read and written
 * before and without it.
 */
import { headForm } from './head.js'
import { help } from './help.js'

export { ask, choose } from './dialogs.js'

/**
 * @typedef {import('prosemirror-view').EditorView} EditorView
 *
 * @typedef {object} Surroundings
 * @property {() => EditorView} view
 * @property {string} path of the chapter, as it stands in addresses
 * @property {HTMLElement} text
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
  return {
    help: () => help(page.groups, () => page.view().focus()),
    /** After each change of the document. */
    update() { head?.update() },
  }
}
