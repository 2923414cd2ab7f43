/** What the toolbar holds, in the order in which people look for it, and what its dialogs ask. */
import { redo, undo } from 'prosemirror-history'
import { addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow, isInTable, splitCell, toggleHeader } from 'prosemirror-tables'
import * as commands from './commands.js'
import { held } from './later.js'
import { BOXES, schema } from './schema.js'

/**
 * @typedef {import('prosemirror-state').Command} Command
 * @typedef {import('prosemirror-state').EditorState} EditorState
 *
 * @typedef {object} Desk what the tools ask of the page
 * @property {import('./assistance.js').Assistance} assistance
 * @property {() => void} word ask for a Word file
 * @property {Command} find open what searches the text
 * @property {(words: string) => void} say a sentence for the author, seen and heard
 */

const { nodes } = schema
/** Said where what is needed for something cannot be loaded. */
export const AWAY = 'Das geht erst wieder mit Verbindung.'

/** Whether words can be written where the cursor stands. @param {EditorState} state */
const takesWords = state => state.selection.$from.parent.inlineContent && !state.selection.$from.parent.type.spec.code

/** @type {Command} */
const deleteTable = (state, dispatch) => {
  const found = commands.around(state, nodes.table_block)
  if (!found) return false
  dispatch?.(state.tr.delete(found.at, found.at + found.node.nodeSize).scrollIntoView())
  return true
}

/** The groups of the toolbar. @param {Desk} desk */
export function tools(desk) {
  /** @param {(state: EditorState) => boolean} can @param {keyof typeof import('./inserting.js')} what @returns {Command} */
  const asking = (can, what) => (state, dispatch, view) => {
    if (!can(state)) return false
    if (!dispatch || !view) return true
    void held(({ questions }) => questions[what]({ state, desk })).then(command => {
      if (!command) return
      view.focus()
      command(view.state, view.dispatch, view)
    }, () => desk.say(AWAY))
    return true
  }
  const link = asking(takesWords, 'link')
  const foreign = asking(takesWords, 'foreign')
  const reference = asking(takesWords, 'reference')
  const record = asking(takesWords, 'record')
  const term = asking(takesWords, 'term')
  const picture = asking(state => commands.block(nodes.figure.create())(state), 'picture')
  const newTable = asking(state => !isInTable(state) && commands.block(nodes.table_block.create())(state), 'table')
  const boxes = [...BOXES.values()].filter(box => box.forAuthors)
  const groups = [
    {
      label: 'Rückgängig',
      tools: [
        { label: 'Rückgängig', isFirst: true, sign: 'rueckgaengig', keys: 'Strg+Z', command: undo },
        { label: 'Wiederholen', sign: 'wiederholen', keys: 'Strg+Y', command: redo },
      ],
    },
    {
      label: 'Absatz',
      tools: [{
        label: 'Absatz oder Überschrift',
        isFirst: true,
        choices: [
          { label: 'Text', command: commands.heading(0) },
          { label: 'Titel des Kapitels', command: commands.heading(1) },
          { label: 'Überschrift', command: commands.heading(2) },
          { label: 'Zwischenüberschrift', command: commands.heading(3) },
          { label: 'Kleine Überschrift', command: commands.heading(4) },
        ],
        chosen: commands.headingLevel,
      }, {
        label: 'Kasten',
        choices: [
          { label: 'kein Kasten', command: commands.noBox },
          ...boxes.map(box => ({ label: box.label, command: commands.box(box.name) })),
        ],
        chosen: (/** @type {EditorState} */ state) => {
          const found = commands.around(state, nodes.box)
          return found ? boxes.findIndex(box => box.name === found.node.attrs.name) + 1 : 0
        },
      }],
    },
    {
      label: 'Schrift',
      tools: [
        { label: 'Fett', isFirst: true, sign: 'fett', keys: 'Strg+B', command: commands.strong, isOn: (/** @type {EditorState} */ state) => commands.hasMark(state, 'strong') },
        { label: 'Kursiv', isFirst: true, sign: 'kursiv', keys: 'Strg+I', command: commands.emphasis, isOn: (/** @type {EditorState} */ state) => commands.hasMark(state, 'em') },
      ],
    },
    {
      label: 'Listen',
      tools: [
        { label: 'Liste', isFirst: true, sign: 'liste', keys: 'Strg+Umschalt+L', command: commands.list('bullet'), isOn: (/** @type {EditorState} */ state) => commands.listKind(state) === 'bullet' },
        { label: 'Nummerierte Liste', sign: 'nummern', command: commands.list('ordered'), isOn: (/** @type {EditorState} */ state) => commands.listKind(state) === 'ordered' },
        { label: 'Liste zum Abhaken', sign: 'haken', command: commands.list('check'), isOn: (/** @type {EditorState} */ state) => commands.listKind(state) === 'check' },
        { label: 'Eine Stufe tiefer', sign: 'tiefer', keys: 'Tab', command: commands.deeper },
        { label: 'Eine Stufe höher', sign: 'hoeher', keys: 'Umschalt+Tab', command: commands.shallower },
      ],
    },
    {
      label: 'Anordnen',
      tools: [
        { label: 'Nach oben', sign: 'auf', keys: 'Alt+Umschalt+↑', command: commands.moved(-1) },
        { label: 'Nach unten', sign: 'ab', keys: 'Alt+Umschalt+↓', command: commands.moved(1) },
        { label: 'Löschen', sign: 'weg', keys: 'Alt+Umschalt+Entf', command: commands.removed },
        { label: 'Finden', sign: 'suchen', keys: 'Strg+F', command: desk.find },
      ],
    },
    {
      label: 'Einfügen',
      tools: [
        { label: 'Angabe', command: record },
        { label: 'Verweis auf Kapitel', words: 'Kapitel', command: reference },
        { label: 'Link ins Internet', words: 'Link', keys: 'Strg+K', command: link, isOn: (/** @type {EditorState} */ state) => commands.hasMark(state, 'link') },
        { label: 'Link weg', command: commands.unmarked('link') },
        { label: 'Bild', command: picture },
        { label: 'Tabelle', command: newTable },
        { label: 'Fußnote', keys: 'Strg+Alt+F', command: commands.footnote },
        { label: 'Wort aus dem Glossar', words: 'Glossar', command: term },
        { label: 'Word-Datei', command: (/** @type {EditorState} */ _state, /** @type {unknown} */ dispatch) => { if (dispatch) desk.word(); return true } },
        { label: 'Andere Sprache', words: 'Sprache', command: foreign, isOn: (/** @type {EditorState} */ state) => commands.hasMark(state, 'foreign') },
      ],
    },
    {
      label: 'Tabelle',
      tools: [{
        label: 'Tabelle ändern',
        choices: [
          { label: 'Zeile darunter', command: addRowAfter },
          { label: 'Zeile darüber', command: addRowBefore },
          { label: 'Spalte rechts', command: addColumnAfter },
          { label: 'Spalte links', command: addColumnBefore },
          { label: 'Kopfzeile an oder aus', command: toggleHeader('row') },
          { label: 'Zellen verbinden', command: asking(isInTable, 'merge') },
          { label: 'Zelle teilen', command: splitCell },
          { label: 'Zeile löschen', command: deleteRow },
          { label: 'Spalte löschen', command: deleteColumn },
          { label: 'Tabelle löschen', command: deleteTable },
        ],
      }],
    },
  ]
  return { groups, link }
}
