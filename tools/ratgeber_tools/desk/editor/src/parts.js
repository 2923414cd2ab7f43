/**
 * What the first file passes on to those that come later (`beside.js`, `intake.js`): what it holds already is not sent
 * again.  They import it where it stands, as if it were theirs; the build turns that into an import of the first file,
 * and fails where a name is missing here.
 */
export { closeHistory } from 'prosemirror-history'
export { keydownHandler } from 'prosemirror-keymap'
export { Fragment, Slice } from 'prosemirror-model'
export { NodeSelection, Plugin, PluginKey, Selection, TextSelection } from 'prosemirror-state'
export { CellSelection, mergeCells, nextCell, tableEditingKey } from 'prosemirror-tables'
export { dropPoint } from 'prosemirror-transform'
export { Decoration, DecorationSet } from 'prosemirror-view'
export { fetched } from './assistance.js'
export { block, inserted, marked } from './commands.js'
export { element } from './elements.js'
export { ask } from './later.js'
export { isAllowedAddress, RIGHT_TO_LEFT, schema } from './schema.js'
export { REMOTE } from './tidying.js'
