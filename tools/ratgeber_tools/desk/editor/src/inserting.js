/**
 * What is asked before something is put into the text, and the command that then does it; loaded when first needed.
 *
 * Each question answers with a command, or null where the author thought better of it.
 */
import { CellSelection, mergeCells, nextCell } from 'prosemirror-tables'
import { block, inserted, marked } from './commands.js'
import { ask, choose, chooseOr } from './dialogs.js'
import { searching } from './handing.js'
import { askAboutPicture } from './pictures.js'
import { recordFrom } from './records.js'
import { isAllowedAddress, RIGHT_TO_LEFT, schema } from './schema.js'

/**
 * @typedef {import('prosemirror-state').Command} Command
 * @typedef {import('prosemirror-state').EditorState} EditorState
 *
 * @typedef {(given: { state: EditorState, desk: import('./tools.js').Desk }) => Promise<Command | null>} Question
 */

const { marks, nodes } = schema

const LANGUAGES = /** @type {[string, string][]} */ ([
  ['en', 'Englisch'], ['uk', 'Ukrainisch'], ['ar', 'Arabisch'], ['ru', 'Russisch'], ['pl', 'Polnisch'], ['ro', 'Rumänisch'],
  ['fa', 'Persisch'], ['tr', 'Türkisch'], ['ku', 'Kurdisch'], ['vi', 'Vietnamesisch'], ['fr', 'Französisch'],
])

/** @param {EditorState} state */
const selected = state => state.doc.textBetween(state.selection.from, state.selection.to, ' ')

/** @type {Question} */
export async function link({ state, desk }) {
  const now = marks.link.isInSet(state.selection.$from.marks())
  const answers = await ask(now ? 'Link ins Internet ändern' : 'Link ins Internet', [
    { name: 'address', label: 'Adresse', value: now?.attrs.target ?? '', required: true, help: 'So, wie sie oben im Browser steht.' },
    ...(now ? [] : [{ name: 'words', label: 'Wörter, die man antippt', value: selected(state), required: true }]),
  ])
  if (!answers) return null
  const address = /^[a-z][a-z0-9+.-]*:|^[./#]/i.test(answers.address) ? answers.address
    : answers.address.includes('@') ? `mailto:${answers.address}` : `https://${answers.address}`
  if (!isAllowedAddress(address)) {
    desk.say('Diese Adresse geht nicht. Nehmen Sie eine, die mit https:// beginnt, oder eine Mail-Adresse.')
    return null
  }
  if (!now) return marked('link', { target: address }, answers.words)
  return (here, dispatch) => {
    let changed = here.tr
    here.doc.descendants((node, at) => {
      if (now.isInSet(node.marks)) changed = changed.removeMark(at, at + node.nodeSize, now).addMark(at, at + node.nodeSize, marks.link.create({ target: address }))
    })
    dispatch?.(changed)
    return true
  }
}

/** @type {Question} */
export async function foreign({ state }) {
  const answers = await ask('Wörter in einer anderen Sprache', [
    { name: 'language', label: 'Sprache', type: 'select', choices: LANGUAGES },
    { name: 'words', label: 'Wörter', value: selected(state), required: true },
  ])
  return answers && marked('foreign', { language: answers.language, rtl: RIGHT_TO_LEFT.has(answers.language) }, answers.words)
}

/** @type {Question} */
export async function table() {
  const answers = await ask('Tabelle einfügen', [
    { name: 'columns', label: 'Spalten', type: 'number', value: '2', required: true },
    { name: 'rows', label: 'Zeilen', type: 'number', value: '3', required: true },
    { name: 'header', label: 'Die erste Zeile ist die Kopfzeile', type: 'checkbox', value: 'ja' },
  ], 'Einfügen')
  const within = (/** @type {string} */ words, /** @type {number} */ most) => Math.min(most, Math.max(1, Number(words) || 1))
  return answers && tableOf(within(answers.rows, 60), within(answers.columns, 8), answers.header === 'ja')
}

/** A table of empty cells, its first row headings where wanted; the cursor goes into its first cell.
 * @param {number} rows @param {number} columns @param {boolean} hasHeader @returns {Command} */
function tableOf(rows, columns, hasHeader) {
  const row = (/** @type {number} */ number) => {
    const type = hasHeader && number === 0 ? nodes.table_header : nodes.table_cell
    return nodes.table_row.create(null, Array.from({ length: columns }, () => type.create(null, nodes.paragraph.create())))
  }
  const inner = nodes.table.create(null, Array.from({ length: rows }, (_, number) => row(number)))
  return block(nodes.table_block.create(null, [inner, nodes.caption.create()]))
}

/** The cells that are selected become one; where one alone has the cursor, it and a neighbour: a finger selects no two.
 * @type {Question} */
export async function merge({ state, desk }) {
  if (mergeCells(state)) return mergeCells
  /** @param {'horiz' | 'vert'} axis @returns {Command} */
  const withNext = axis => (now, dispatch) => {
    const { $from } = now.selection
    let { depth } = $from
    while (depth && !/cell/.test($from.node(depth).type.spec.tableRole)) depth--
    const cell = depth ? now.doc.resolve($from.before(depth)) : null
    const other = cell && nextCell(cell, axis, 1)
    if (!cell || !other) return false
    return mergeCells(now.apply(now.tr.setSelection(new CellSelection(cell, other))), dispatch && (change => {
      const { pos, nodeAfter } = change.doc.resolve(cell.pos)
      const end = change.doc.resolve(pos + (nodeAfter?.nodeSize ?? 0) - 1)
      dispatch(change.setSelection(CellSelection.near(end, -1))) // the next letter is not to replace the cell
    }))
  }
  const sides = /** @type {const} */ ([['horiz', 'mit der Zelle rechts daneben'], ['vert', 'mit der Zelle darunter']])
  const possible = sides.filter(([axis]) => withNext(axis)(state))
  if (!possible.length) {
    desk.say('Rechts neben dieser Zelle und darunter ist keine, mit der sie eine werden kann.')
    return null
  }
  const answers = await ask('Zellen verbinden', [
    { name: 'axis', label: 'Diese Zelle', type: 'select', choices: possible.map(([axis, words]) => [axis, words]) },
  ], 'Verbinden')
  return answers && withNext(answers.axis === 'vert' ? 'vert' : 'horiz')
}

/** @type {Question} */
export async function reference({ state, desk }) {
  const hit = await choose('Verweis auf ein Kapitel', 'Wonach suchen Sie?', searching(desk.assistance, 'kapitel'))
  if (!hit) return null
  const words = selected(state)
  return words ? marked('link', { target: hit.key }, words)
    : inserted(nodes.autolink.create({ kind: 'link', target: hit.key }))
}

/** @type {Question} */
export async function record({ state, desk }) {
  const words = selected(state)
  const make = words && words.length < 60 ? `Aus „${words}“ eine Angabe machen` : 'Neue Angabe'
  const chosen = await chooseOr('Angabe aus den Daten der Stadt', 'Wonach suchen Sie? Zum Beispiel: Jugendamt Telefon', searching(desk.assistance, 'angaben'), make, words)
  const key = typeof chosen === 'string' ? await recordFrom(words || chosen) : chosen?.key
  if (!key) return null
  const [name, ...content] = key.split(' ')
  return inserted(nodes.role.create({ name, content: content.join(' ') }))
}

/** @type {Question} */
export async function term({ desk }) {
  const hit = await choose('Wort aus dem Glossar', 'Welches Wort?', searching(desk.assistance, 'glossar'))
  return hit && inserted(nodes.role.create({ name: 'begriff', content: hit.key }))
}

/** @type {Question} */
export async function picture({ desk }) {
  const told = await askAboutPicture(desk.assistance)
  if (!told) return null
  const { source, alt } = told
  const caption = told.caption ? schema.text(told.caption) : null
  const rights = nodes.box.create({ name: 'redaktionsnotiz' }, nodes.paragraph.create(null, schema.text(told.rights)))
  return (state, dispatch, view) => {
    const done = block(nodes.figure.create({ source, alt }, caption))(state, dispatch, view)
    if (done && view && dispatch) block(rights)(view.state, dispatch, view)
    return done
  }
}
