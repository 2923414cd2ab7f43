/** Short cuts as in Word (German and English), and what is put right while typing: lists, quotation marks, dashes. */
import { baseKeymap, chainCommands, selectAll } from 'prosemirror-commands'
import { redo, undo } from 'prosemirror-history'
import { inputRules, InputRule, wrappingInputRule } from 'prosemirror-inputrules'
import { keymap } from 'prosemirror-keymap'
import { TextSelection } from 'prosemirror-state'
import { addRowAfter, goToNextCell, isInTable } from 'prosemirror-tables'
import * as commands from './commands.js'
import { schema } from './schema.js'

const { nodes } = schema

/** @typedef {import('prosemirror-state').Command} Command */

/** Tab in a table's last cell: a new row, as in Word. @type {Command} */
const nextRow = (state, dispatch, view) => {
  if (!isInTable(state)) return false
  if (dispatch && view && addRowAfter(state, dispatch)) goToNextCell(1)(view.state, dispatch)
  return true
}

/** @type {[string, Command][]} */
const levels = [1, 2, 3, 4].flatMap(level => ['Alt', 'Mod-Alt'].map(keys => /** @type {[string, Command]} */ ([`${keys}-${level}`, commands.heading(level)])))

/** The short cuts. @param {Record<string, Command>} more commands of the page: `tools` into the bar, `hints` to what the checks say */
export function keys({ find, help, hints, link, save, tools }) {
  return [
    keymap({
      'Mod-b': commands.strong,
      'Mod-Shift-f': commands.strong,
      'Mod-i': commands.emphasis,
      'Mod-Shift-k': commands.emphasis,
      'Mod-z': undo,
      'Mod-y': redo,
      'Mod-Shift-z': redo,
      'Mod-Shift-n': commands.heading(0),
      ...Object.fromEntries(levels),
      'Mod-Shift-l': commands.list('bullet'),
      'Alt-Shift-ArrowUp': commands.moved(-1),
      'Alt-Shift-ArrowDown': commands.moved(1),
      'Alt-Shift-ArrowLeft': commands.shallower,
      'Alt-Shift-ArrowRight': commands.deeper,
      'Mod-Alt-f': commands.footnote,
      'Alt-Shift-Delete': commands.removed,
      'Mod-Enter': commands.tick,
      ArrowUp: commands.intoField,
      'Mod-f': find,
      F7: hints,
      'Mod-k': link,
      'Mod-s': save,
      'Alt-F10': tools,
      F1: help,
      'Alt-PageDown': commands.toHeading(1),
      'Alt-PageUp': commands.toHeading(-1),
      Tab: chainCommands(commands.toVersions, goToNextCell(1), nextRow, commands.deeper),
      'Shift-Tab': chainCommands(goToNextCell(-1), commands.shallower),
      Enter: commands.enter,
      'Shift-Enter': commands.lineBreak,
      'Mod-a': selectAll,
    }),
    keymap(baseKeymap),
  ]
}

/** A box to tick in front of the words: `[] `. */
const tickRule = new InputRule(/^\s*\[\s?\]\s$/, (state, _match, start, end) => {
  const change = state.tr.delete(start, end)
  const $start = change.doc.resolve(start)
  const range = $start.blockRange()
  if (!range || $start.parent.type !== nodes.paragraph) return null
  const list = nodes.bullet_list.create(null, nodes.list_item.create({ checked: 'no' }, $start.parent))
  if (!range.parent.canReplaceWith(range.startIndex, range.endIndex, nodes.bullet_list)) return null
  change.replaceWith(range.start, range.end, list)
  return change.setSelection(TextSelection.create(change.doc, start + 2))
})

export const typing = inputRules({
  rules: [
    tickRule,
    wrappingInputRule(/^\s*[-*•–]\s$/, nodes.bullet_list),
    wrappingInputRule(/^\s*(\d{1,3})[.)]\s$/, nodes.ordered_list, match => ({ start: Number(match[1]) }),
      (match, node) => node.childCount + node.attrs.start === Number(match[1])),
    // German quotation marks: low before a word, high behind one; only the group is replaced
    new InputRule(/(?:^|[\s([{–-])(")$/, '„'),
    new InputRule(/[^\s([{–-](")$/, '“'),
    new InputRule(/\s(--?)\s$/, '–'),
    new InputRule(/\w(\.\.\.)$/, '…'),
  ],
})
