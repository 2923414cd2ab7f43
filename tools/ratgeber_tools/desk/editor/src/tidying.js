/**
 * What is put right after each change of the author's own: an empty box or cell gets a paragraph to write in, and of two
 * blocks with the same source lines (a split, a copy) only the first keeps them.  Changes of others are never tidied:
 * each browser would do it again.
 */
import { Plugin } from 'prosemirror-state'
import { recordIn, schema } from './schema.js'

const { nodes } = schema
const HOLDERS = new Set([
  nodes.list_item, nodes.box, nodes.blockquote, nodes.table_cell, nodes.table_header, nodes.detail, nodes.note,
])
const EMPTIED = new Set([nodes.bullet_list, nodes.ordered_list, nodes.table, nodes.definition_list, nodes.table_row])

/** The mark of a transaction that came from elsewhere. */
export const REMOTE = 'von-anderen'

export const tidying = new Plugin({
  appendTransaction(transactions, before, state) {
    if (!transactions.some(one => one.docChanged) || transactions.some(one => one.getMeta(REMOTE))) return null
    const change = state.tr
    const met = new Set()
    state.doc.descendants((node, at) => {
      const place = change.mapping.map(at)
      if (node.childCount === 0 && HOLDERS.has(node.type) && !recordIn(node)) change.insert(place + 1, nodes.paragraph.create())
      const { src } = node.attrs
      if (src && met.has(src)) change.setNodeAttribute(place, 'src', '').setNodeAttribute(place, 'ids', [])
      if (src) met.add(src)
      return !node.inlineContent
    })
    // a list without items shows nothing and cannot be reached
    const gone = /** @type {[number, number][]} */ ([])
    change.doc.descendants((node, at) => {
      if (node.childCount === 0 && EMPTIED.has(node.type)) gone.push([at, at + node.nodeSize])
      return !node.inlineContent
    })
    for (const [from, to] of gone.reverse()) change.delete(from, to)
    const last = change.doc.lastChild
    if (!last || last.type === nodes.note || !last.isTextblock) addParagraphAtEnd(change)
    return change.docChanged ? change : null
  },
})

/** Text can always be written below the last box or table. @param {import('prosemirror-state').Transaction} change */
function addParagraphAtEnd(change) {
  let at = 0
  let last = null
  change.doc.forEach((node, offset) => {
    if (node.type === nodes.note) return
    at = offset + node.nodeSize
    last = node
  })
  if (!last || !(/** @type {import('prosemirror-model').Node} */ (last)).isTextblock) change.insert(at, nodes.paragraph.create())
}
