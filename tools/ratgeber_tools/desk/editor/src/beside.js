/**
 * What stands beside the text, as a second file that is loaded when the text is there: a chapter can be read and written
 * before and without it.
 */
import { help } from './help.js'

export { ask, choose } from './dialogs.js'

/**
 * @typedef {import('prosemirror-view').EditorView} EditorView
 *
 * @typedef {object} Surroundings
 * @property {() => EditorView} view
 * @property {{ label: string, tools: import('./toolbar.js').Tool[] }[]} groups of the toolbar
 *
 * @typedef {ReturnType<typeof begin>} Beside
 */

/** Add it to a page whose text is there. @param {Surroundings} page */
export function begin(page) {
  return {
    help: () => help(page.groups, () => page.view().focus()),
    /** @param {import('prosemirror-state').EditorState} _state @param {import('prosemirror-state').Transaction} _change */
    update(_state, _change) {},
  }
}
