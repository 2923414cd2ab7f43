/** What the toolbar holds, in the order in which people look for it, and what its dialogs ask. */
import { redo, undo } from 'prosemirror-history'
import {
  addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow, isInTable, mergeCells, splitCell, toggleHeaderRow,
} from 'prosemirror-tables'
import * as commands from './commands.js'
import { ask, choose } from './later.js'
import { askAboutPicture } from './pictures.js'
import { BOXES, isAllowedAddress, RIGHT_TO_LEFT, schema } from './schema.js'

/**
 * @typedef {import('prosemirror-state').Command} Command
 * @typedef {import('prosemirror-state').EditorState} EditorState
 * @typedef {import('./dialogs.js').Hit} Hit
 *
 * @typedef {object} Desk what the tools ask of the server
 * @property {(words: string) => Promise<Hit[]>} chapters
 * @property {(words: string) => Promise<Hit[]>} records the key is `role content`, as in `fakt einschulung-stichtag`
 * @property {(words: string) => Promise<Hit[]>} terms
 * @property {(file: File, alt: string) => Promise<string>} upload a picture; returns its name beside the chapter
 * @property {() => void} word ask for a Word file
 * @property {(words: string) => void} say a sentence for the author, seen and heard
 */

const { nodes } = schema
const LANGUAGES = /** @type {[string, string][]} */ ([
  ['en', 'Englisch'], ['uk', 'Ukrainisch'], ['ar', 'Arabisch'], ['ru', 'Russisch'], ['pl', 'Polnisch'], ['ro', 'Rumänisch'],
  ['fa', 'Persisch'], ['tr', 'Türkisch'], ['ku', 'Kurdisch'], ['vi', 'Vietnamesisch'], ['fr', 'Französisch'],
])

/** @param {EditorState} state */
const selected = state => state.doc.textBetween(state.selection.from, state.selection.to, ' ')

/** Whether words can be written where the cursor stands. @param {EditorState} state */
const takesWords = state => state.selection.$from.parent.inlineContent && !state.selection.$from.parent.type.spec.code

/** A command that asks first. @param {(state: EditorState) => boolean} can @param {(state: EditorState) => Promise<Command | null>} question
 * @returns {Command} */
const asking = (can, question) => (state, dispatch, view) => {
  if (!can(state)) return false
  if (dispatch && view) {
    void question(state).then(command => {
      view.focus()
      command?.(view.state, view.dispatch, view)
    })
  }
  return true
}

/** The link around the cursor. @param {EditorState} state */
const linkHere = state => schema.marks.link.isInSet(state.selection.$from.marks())

const link = asking(takesWords, async state => {
  const now = linkHere(state)
  const answers = await ask(now ? 'Verweis ins Internet ändern' : 'Verweis ins Internet', [
    { name: 'address', label: 'Adresse', value: now?.attrs.target ?? '', required: true, help: 'So, wie sie oben im Browser steht.' },
    ...(now ? [] : [{ name: 'words', label: 'Wörter, die man antippt', value: selected(state), required: true }]),
  ])
  if (!answers) return null
  const address = /^[a-z][a-z0-9+.-]*:|^[./#]/i.test(answers.address) ? answers.address
    : answers.address.includes('@') ? `mailto:${answers.address}` : `https://${answers.address}`
  if (!isAllowedAddress(address)) return null
  if (!now) return commands.marked('link', { target: address }, answers.words)
  return (here, dispatch) => {
    let changed = here.tr
    here.doc.descendants((node, at) => {
      if (now.isInSet(node.marks)) changed = changed.removeMark(at, at + node.nodeSize, now).addMark(at, at + node.nodeSize, schema.marks.link.create({ target: address }))
    })
    dispatch?.(changed)
    return true
  }
})

const foreign = asking(takesWords, async state => {
  const answers = await ask('Wörter in einer anderen Sprache', [
    { name: 'language', label: 'Sprache', type: 'select', choices: LANGUAGES },
    { name: 'words', label: 'Wörter', value: selected(state), required: true },
  ])
  return answers && commands.marked('foreign', { language: answers.language, rtl: RIGHT_TO_LEFT.has(answers.language) }, answers.words)
})

const newTable = asking(state => !isInTable(state) && commands.block(nodes.table_block.create())(state), async () => {
  const answers = await ask('Tabelle einfügen', [
    { name: 'columns', label: 'Spalten', type: 'number', value: '2', required: true },
    { name: 'rows', label: 'Zeilen', type: 'number', value: '3', required: true },
    { name: 'header', label: 'Die erste Zeile ist die Kopfzeile', type: 'checkbox', value: 'ja' },
  ], 'Einfügen')
  const within = (/** @type {string} */ words, /** @type {number} */ most) => Math.min(most, Math.max(1, Number(words) || 1))
  return answers && commands.table(within(answers.rows, 60), within(answers.columns, 8), answers.header === 'ja')
})

/** @type {Command} */
const deleteTable = (state, dispatch) => {
  const found = commands.around(state, nodes.table_block)
  if (!found) return false
  dispatch?.(state.tr.delete(found.at, found.at + found.node.nodeSize).scrollIntoView())
  return true
}

/** The groups of the toolbar. @param {Desk} desk */
export function tools(desk) {
  const reference = asking(takesWords, async state => {
    const hit = await choose('Verweis auf ein Kapitel', 'Wonach suchen Sie?', desk.chapters)
    if (!hit) return null
    const words = selected(state)
    return words ? commands.marked('link', { target: hit.key }, words) : commands.inserted(nodes.autolink.create({ kind: 'link', target: hit.key }))
  })
  const record = asking(takesWords, async () => {
    const hit = await choose('Angabe aus den Daten der Stadt', 'Wonach suchen Sie? Zum Beispiel: Jugendamt Telefon', desk.records)
    if (!hit) return null
    const [name, ...content] = hit.key.split(' ')
    return commands.inserted(nodes.role.create({ name, content: content.join(' ') }))
  })
  const term = asking(takesWords, async () => {
    const hit = await choose('Wort aus dem Glossar', 'Welches Wort?', desk.terms)
    return hit && commands.inserted(nodes.role.create({ name: 'begriff', content: hit.key }))
  })
  const picture = asking(state => commands.block(nodes.figure.create())(state), async () => {
    const told = await askAboutPicture(desk.upload)
    if (!told) return null
    const { source, alt } = told
    const caption = told.caption ? schema.text(told.caption) : null
    const rights = nodes.box.create({ name: 'redaktionsnotiz' }, nodes.paragraph.create(null, schema.text(told.rights)))
    return (state, dispatch, view) => {
      const done = commands.block(nodes.figure.create({ source, alt }, caption))(state, dispatch, view)
      if (done && view && dispatch) commands.block(rights)(view.state, dispatch, view)
      return done
    }
  })
  const boxes = [...BOXES.values()].filter(box => box.forAuthors || box.name === 'redaktionsnotiz')
  const groups = [
    {
      label: 'Rückgängig',
      tools: [
        { label: 'Rückgängig', sign: '↶', keys: 'Strg+Z', command: undo },
        { label: 'Wiederholen', sign: '↷', keys: 'Strg+Y', command: redo },
      ],
    },
    {
      label: 'Absatz',
      tools: [{
        label: 'Absatz oder Überschrift',
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
        { label: 'Fett', sign: 'F', keys: 'Strg+B', command: commands.strong, isOn: (/** @type {EditorState} */ state) => commands.hasMark(state, 'strong') },
        { label: 'Kursiv', sign: 'K', keys: 'Strg+I', command: commands.emphasis, isOn: (/** @type {EditorState} */ state) => commands.hasMark(state, 'em') },
      ],
    },
    {
      label: 'Listen',
      tools: [
        { label: 'Liste', sign: '•', keys: 'Strg+Umschalt+L', command: commands.list('bullet'), isOn: (/** @type {EditorState} */ state) => commands.listKind(state) === 'bullet' },
        { label: 'Nummerierte Liste', sign: '1.', command: commands.list('ordered'), isOn: (/** @type {EditorState} */ state) => commands.listKind(state) === 'ordered' },
        { label: 'Liste zum Abhaken', sign: '☑', command: commands.list('check'), isOn: (/** @type {EditorState} */ state) => commands.listKind(state) === 'check' },
        { label: 'Eine Stufe tiefer', sign: '⇥', keys: 'Tab', command: commands.deeper },
        { label: 'Eine Stufe höher', sign: '⇤', keys: 'Umschalt+Tab', command: commands.shallower },
      ],
    },
    {
      label: 'Einfügen',
      tools: [
        { label: 'Angabe', command: record },
        { label: 'Verweis auf Kapitel', sign: 'Kapitel', command: reference },
        { label: 'Verweis ins Internet', sign: 'Link', keys: 'Strg+K', command: link, isOn: (/** @type {EditorState} */ state) => commands.hasMark(state, 'link') },
        { label: 'Verweis entfernen', sign: 'Link weg', command: commands.unmarked('link') },
        { label: 'Bild', command: picture },
        { label: 'Tabelle', command: newTable },
        { label: 'Fußnote', keys: 'Strg+Alt+F', command: commands.footnote },
        { label: 'Wort aus dem Glossar', sign: 'Glossar', command: term },
        { label: 'Word-Datei', command: (/** @type {EditorState} */ _state, /** @type {unknown} */ dispatch) => { if (dispatch) desk.word(); return true } },
        { label: 'Andere Sprache', command: foreign, isOn: (/** @type {EditorState} */ state) => commands.hasMark(state, 'foreign') },
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
          { label: 'Kopfzeile an oder aus', command: toggleHeaderRow },
          { label: 'Zellen verbinden', command: mergeCells },
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
