/**
 * What an author can do to the text, as ProseMirror commands: each says whether it can be done, and does it when given a
 * `dispatch`.
 */
import { chainCommands, createParagraphNear, exitCode, liftEmptyBlock, newlineInCode, setBlockType, splitBlock, toggleMark } from 'prosemirror-commands'
import { Fragment } from 'prosemirror-model'
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list'
import { NodeSelection, Selection, TextSelection } from 'prosemirror-state'
import { schema } from './schema.js'

/**
 * @typedef {import('prosemirror-state').Command} Command
 * @typedef {import('prosemirror-state').EditorState} EditorState
 * @typedef {import('prosemirror-model').Node} Node
 * @typedef {import('prosemirror-model').NodeType} NodeType
 */

const { nodes, marks } = schema

/** The innermost node around the selection that is one of `types`, and where it begins; null for none.
 * @param {EditorState} state @param {...NodeType} types */
export function around(state, ...types) {
  const { $from } = state.selection
  for (let depth = $from.depth; depth > 0; depth--) {
    if (types.includes($from.node(depth).type)) return { node: $from.node(depth), at: $from.before(depth), depth }
  }
  return null
}

// -------------------------------------------------------------------------------------------------------- words

/** @param {EditorState} state @param {string} name */
export function hasMark(state, name) {
  const { from, to, empty, $from } = state.selection
  const type = marks[name]
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type)
}

export const strong = toggleMark(marks.strong)
export const emphasis = toggleMark(marks.em)
export const strike = toggleMark(marks.strike)

/** Put a mark on the selected words, or write `words` with it where nothing is selected.
 * @param {string} name @param {Record<string, any>} attributes @param {string} words @returns {Command} */
export const marked = (name, attributes, words) => (state, dispatch) => {
  const { from, to, empty, $from } = state.selection
  if (!$from.parent.inlineContent || $from.parent.type.spec.code) return false
  if (!dispatch) return true
  const mark = marks[name].create(attributes)
  const change = state.tr
  if (empty || (words && words !== state.doc.textBetween(from, to))) {
    change.replaceSelectionWith(schema.text(words, [...$from.marks(), mark]), false).removeStoredMark(mark)
  } else {
    change.removeMark(from, to, marks[name]).addMark(from, to, mark)
  }
  dispatch(change.scrollIntoView())
  return true
}

/** Take a mark off: off the selected words, or off all the words around the cursor that have the same.
 * @param {string} name @returns {Command} */
export const unmarked = name => (state, dispatch) => {
  const type = marks[name]
  const { $from, from, to, empty } = state.selection
  if (!hasMark(state, name)) return false
  if (!dispatch) return true
  let [start, end] = [from, to]
  if (empty) {
    const mark = type.isInSet($from.marks())
    const parent = $from.parent
    let [first, last] = [$from.index(), $from.index()]
    while (first > 0 && mark?.isInSet(parent.child(first - 1).marks)) first--
    while (last < parent.childCount && mark?.isInSet(parent.child(last).marks)) last++
    start = end = $from.start()
    for (let at = 0; at < last; at++) {
      end += parent.child(at).nodeSize
      if (at < first) start += parent.child(at).nodeSize
    }
  }
  dispatch(state.tr.removeMark(start, end, type))
  return true
}

/** Put an inline node where the cursor stands. @param {Node} node @returns {Command} */
export const inserted = node => (state, dispatch) => {
  const { $from } = state.selection
  if (!$from.parent.inlineContent || $from.parent.type.spec.code) return false
  dispatch?.(state.tr.replaceSelectionWith(node).scrollIntoView())
  return true
}

// -------------------------------------------------------------------------------------------------------- blocks

/** @param {number} level 0 for a paragraph @returns {Command} */
export const heading = level => level ? setBlockType(nodes.heading, { level }) : setBlockType(nodes.paragraph)

/** The level of the heading the cursor stands in; 0 for a paragraph, -1 for anything else. @param {EditorState} state */
export function headingLevel(state) {
  const { parent } = state.selection.$from
  if (parent.type === nodes.heading) return parent.attrs.level
  return parent.type === nodes.paragraph ? 0 : -1
}

/** Put `made` behind the block the cursor stands in, or in its stead where that is empty; the cursor goes into it.
 * @param {Node} made @returns {Command} */
export const block = made => (state, dispatch) => {
  const { $from } = state.selection
  const depth = $from.sharedDepth(state.selection.to)
  const textblock = $from.parent.isTextblock ? $from.depth : depth
  if (textblock < 1) return false
  const holder = $from.node(textblock - 1)
  const index = $from.indexAfter(textblock - 1)
  if (!holder.canReplaceWith(index, index, made.type)) return false
  if (!dispatch) return true
  const change = state.tr
  const isEmpty = $from.parent.type === nodes.paragraph && $from.parent.content.size === 0 // an empty caption has its picture
  const at = isEmpty ? $from.before(textblock) : $from.after(textblock)
  if (isEmpty) change.replaceWith(at, $from.after(textblock), made)
  else change.insert(at, made)
  const inside = Selection.findFrom(change.doc.resolve(at + 1), 1, true)
  change.setSelection(inside && inside.from < at + made.nodeSize ? inside : Selection.near(change.doc.resolve(at)))
  dispatch(change.scrollIntoView())
  return true
}

/** Put the selected blocks into `type`; a paragraph that is empty becomes an empty one.
 * @param {NodeType} type @param {Record<string, any>} [attributes] @returns {Command} */
export const wrapped = (type, attributes) => (state, dispatch) => {
  const { $from, $to } = state.selection
  const range = $from.blockRange($to)
  if (!range || !range.parent.canReplaceWith(range.startIndex, range.endIndex, type)) return false
  if (!dispatch) return true
  const inner = []
  for (let at = range.startIndex; at < range.endIndex; at++) inner.push(range.parent.child(at))
  if (!inner.every(node => node.type.isInGroup('block'))) return false
  const offset = state.selection.from - range.start
  const change = state.tr.replaceWith(range.start, range.end, type.create(attributes, Fragment.from(inner)))
  dispatch(change.setSelection(TextSelection.near(change.doc.resolve(range.start + 1 + offset))).scrollIntoView())
  return true
}

/** Take away what stands around the cursor, a box or a quotation; its blocks stay. @param {...NodeType} types @returns {Command} */
export const unwrapped = (...types) => (state, dispatch) => {
  const found = around(state, ...types)
  if (!found) return false
  if (!dispatch) return true
  const { node, at } = found
  const offset = state.selection.from - at - 1
  const change = state.tr.replaceWith(at, at + node.nodeSize, node.content)
  dispatch(change.setSelection(TextSelection.near(change.doc.resolve(Math.max(0, at + offset)))).scrollIntoView())
  return true
}

/** A box around the selected blocks, or another kind of the box they stand in. @param {string} name @returns {Command} */
export const box = name => (state, dispatch) => {
  const found = around(state, nodes.box)
  if (!found) return wrapped(nodes.box, { name })(state, dispatch)
  const { node, at } = found
  if (node.attrs.name === name) return false
  dispatch?.(state.tr.setNodeMarkup(at, null, { ...node.attrs, name, options: [] }))
  return true
}

export const noBox = unwrapped(nodes.box)
export const quotation = chainCommands(unwrapped(nodes.blockquote), wrapped(nodes.blockquote))

// --------------------------------------------------------------------------------------------------------- lists

/** The kind of list the cursor stands in: 'bullet', 'ordered', 'check'; '' for none. @param {EditorState} state */
export function listKind(state) {
  const item = around(state, nodes.list_item)
  const list = around(state, nodes.bullet_list, nodes.ordered_list)
  if (!item || !list || list.depth < item.depth - 1) return ''
  if (list.node.type === nodes.ordered_list) return 'ordered'
  return item.node.attrs.checked ? 'check' : 'bullet'
}

/** Make the selected blocks a list of that kind, or the list they are in one, or no list where they are one already.
 * @param {'bullet' | 'ordered' | 'check'} kind @returns {Command} */
export const list = kind => (state, dispatch) => {
  const now = listKind(state)
  if (now === kind) return liftListItem(nodes.list_item)(state, dispatch)
  const type = kind === 'ordered' ? nodes.ordered_list : nodes.bullet_list
  if (!now) {
    if (!wrapInList(type)(state, dispatch && (change => {
      if (kind === 'check') setChecks(change, change.selection.from, change.selection.to, 'no')
      dispatch(change.scrollIntoView())
    }))) return false
    return true
  }
  const found = around(state, nodes.bullet_list, nodes.ordered_list)
  if (!found) return false
  if (dispatch) {
    const change = state.tr
    if (found.node.type !== type) {
      const { ids, src } = found.node.attrs
      change.setNodeMarkup(found.at, type, { ids, src })
    }
    found.node.forEach((item, offset) => {
      const checked = kind === 'check' ? item.attrs.checked || 'no' : ''
      if (item.attrs.checked !== checked) change.setNodeMarkup(found.at + 1 + offset, null, { ...item.attrs, checked })
    })
    dispatch(change)
  }
  return true
}

/** @param {import('prosemirror-state').Transaction} change @param {number} from @param {number} to @param {string} checked */
function setChecks(change, from, to, checked) {
  const { $from, $to } = { $from: change.doc.resolve(from), $to: change.doc.resolve(to) }
  change.doc.nodesBetween($from.pos, $to.pos, (node, at) => {
    if (node.type === nodes.list_item) change.setNodeMarkup(at, null, { ...node.attrs, checked })
  })
}

/** Enter in a list: a new item, and a new box to tick is not ticked; in an empty item one level up, as in Word.
 * @type {Command} */
export const newItem = (state, dispatch, view) => {
  const item = around(state, nodes.list_item)
  if (item && item.node.content.size === 2 && state.selection.empty) return liftListItem(nodes.list_item)(state, dispatch)
  return splitListItem(nodes.list_item, { checked: item?.node.attrs.checked ? 'no' : '' })(state, dispatch, view)
}

export const deeper = sinkListItem(nodes.list_item)
export const shallower = liftListItem(nodes.list_item)

// --------------------------------------------------------------------------------------------------------- enter

/** Enter in the empty last paragraph of a box or quotation: out of it, as in a list. @type {Command} */
const outOfBox = (state, dispatch) => {
  const { $from, empty } = state.selection
  const found = around(state, nodes.box, nodes.blockquote)
  if (!empty || !found || $from.depth !== found.depth + 1 || $from.parent.content.size) return false
  if ($from.indexAfter(found.depth) !== found.node.childCount || found.node.childCount === 1) return false
  if (!dispatch) return true
  const change = state.tr.delete($from.before(), $from.after())
  const after = change.mapping.map(found.at + found.node.nodeSize)
  change.insert(after, nodes.paragraph.create())
  dispatch(change.setSelection(TextSelection.create(change.doc, after + 1)).scrollIntoView())
  return true
}

/** Enter behind a caption: on with the text below. @type {Command} */
const belowCaption = (state, dispatch) => {
  const found = around(state, nodes.caption, nodes.figure, nodes.term)
  if (!found || found.node.type === nodes.term) return false
  const outer = found.node.type === nodes.caption ? around(state, nodes.table_block) : found
  if (!outer) return false
  if (!dispatch) return true
  const after = outer.at + outer.node.nodeSize
  const change = state.tr.insert(after, nodes.paragraph.create())
  dispatch(change.setSelection(TextSelection.create(change.doc, after + 1)).scrollIntoView())
  return true
}

export const enter = chainCommands(newItem, newlineInCode, outOfBox, belowCaption, createParagraphNear, liftEmptyBlock, splitBlock)

/** Shift+Enter: a new line in the same paragraph. @type {Command} */
export const lineBreak = chainCommands(exitCode, (state, dispatch) => {
  if (!state.selection.$from.parent.inlineContent) return false
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView())
  return true
})

// --------------------------------------------------------------------------------------------------- larger things

/** A footnote: its sign where the cursor stands, its text at the chapter's end, the cursor there. @type {Command} */
export const footnote = (state, dispatch) => {
  const { $from } = state.selection
  if (!$from.parent.inlineContent || $from.parent.type.spec.code || around(state, nodes.note)) return false
  if (!dispatch) return true
  const taken = new Set()
  state.doc.descendants(node => {
    if (node.type === nodes.note || node.type === nodes.note_ref) taken.add(node.attrs.label)
  })
  let number = 1
  while (taken.has(String(number))) number++
  const label = String(number)
  const change = state.tr.insert(state.selection.to, nodes.note_ref.create({ label }))
  const end = change.doc.content.size
  change.insert(end, nodes.note.create({ label }, nodes.paragraph.create()))
  dispatch(change.setSelection(TextSelection.create(change.doc, end + 2)).scrollIntoView())
  return true
}

/** Move the block the cursor stands in, a box or list as a whole, before or behind its neighbour (Word: Alt+Shift+↑ ↓).
 * @param {-1 | 1} step @returns {Command} */
export const moved = step => (state, dispatch) => {
  const { $from } = state.selection
  const depth = state.selection instanceof NodeSelection ? $from.depth + 1 : 1
  if ($from.depth < depth - 1 || $from.node(depth - 1) === undefined) return false
  const parent = $from.node(depth - 1)
  const index = $from.index(depth - 1)
  const other = index + step
  if (other < 0 || other >= parent.childCount || parent.child(other).type === nodes.note) return false
  if (!dispatch) return true
  const [first, second] = [Math.min(index, other), Math.max(index, other)]
  const start = $from.start(depth - 1) + sizeBefore(parent, first)
  const [a, b] = [parent.child(first), parent.child(second)]
  const change = state.tr.replaceWith(start, start + a.nodeSize + b.nodeSize, [b, a])
  const shift = step < 0 ? -a.nodeSize : b.nodeSize
  dispatch(change.setSelection(TextSelection.near(change.doc.resolve(state.selection.from + shift))).scrollIntoView())
  return true
}

/** @param {Node} parent @param {number} index */
function sizeBefore(parent, index) {
  let size = 0
  for (let at = 0; at < index; at++) size += parent.child(at).nodeSize
  return size
}

/** What is nothing without its only block. */
const HOLDERS = new Set([nodes.box, nodes.list_item, nodes.bullet_list, nodes.ordered_list, nodes.blockquote, nodes.note])

/** Take out what is selected, else the paragraph or item the cursor stands in; a box goes with its last paragraph.
 * @type {Command} */
export const removed = (state, dispatch) => {
  const { $from, empty } = state.selection
  if (!empty) {
    dispatch?.(state.tr.deleteSelection().scrollIntoView())
    return true
  }
  let { depth } = $from
  const isAlone = () => {
    const holder = $from.node(depth - 1)
    return HOLDERS.has(holder.type) && (holder.childCount === 1 || (holder.type === nodes.list_item && $from.index(depth - 1) === 0))
  }
  while (depth > 1 && isAlone()) depth--
  if (!depth || [nodes.table_cell, nodes.table_header, nodes.table_block].includes($from.node(depth - 1).type)) return false
  if (!dispatch) return true
  const change = state.tr.delete($from.before(depth), $from.after(depth))
  dispatch(change.setSelection(Selection.near(change.doc.resolve($from.before(depth)))).scrollIntoView())
  return true
}

/** Tick the item the cursor stands in, or take its tick away. @type {Command} */
export const tick = (state, dispatch) => {
  const item = around(state, nodes.list_item)
  if (!item?.node.attrs.checked) return false
  dispatch?.(state.tr.setNodeAttribute(item.at, 'checked', item.node.attrs.checked === 'yes' ? 'no' : 'yes'))
  return true
}

/** ↑ from the first line of a box or a caption: into the field above it, its title or what a picture shows.
 * @type {Command} */
export const intoField = (state, _dispatch, view) => {
  const found = around(state, nodes.box, nodes.figure)
  if (!view || !found || !view.endOfTextblock('up')) return false
  if (found.node.type === nodes.box && state.selection.$from.index(found.depth) > 0) return false
  const dom = view.nodeDOM(found.at)
  const field = dom instanceof HTMLElement ? [...dom.querySelectorAll('textarea, input')][0] : null
  if (!(field instanceof HTMLElement) || field.hidden || !field.matches('.titel, .alt input')) return false
  field.focus()
  return true
}

/** Tab in a box „Konflikt“: to the buttons that decide it. @type {Command} */
export const toVersions = (state, _dispatch, view) => {
  const found = around(state, nodes.box)
  const dom = found && view?.nodeDOM(found.at)
  const button = dom instanceof HTMLElement ? dom.querySelector(':scope > .knoepfe button') : null
  if (!(button instanceof HTMLElement)) return false
  button.focus()
  return true
}

/** From heading to heading. @param {1 | -1} step @returns {Command} */
export const toHeading = step => (state, dispatch) => {
  /** @type {number[]} */
  const places = []
  state.doc.descendants((node, at) => {
    if (node.type === nodes.heading) places.push(at + 1)
    return !node.isTextblock
  })
  const here = state.selection.$from.start()
  const found = step > 0 ? places.find(at => at > here) : places.filter(at => at < here).at(-1)
  if (found === undefined) return false
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, found)).scrollIntoView())
  return true
}
