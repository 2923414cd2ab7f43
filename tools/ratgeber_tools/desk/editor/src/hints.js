/** What the checks say while somebody writes: a mark at the block; the sentences stand below the text (`hint_list`). */
import { Plugin, PluginKey } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'

/** @typedef {{ block: number | null, severity: string, text: string }} Hint */

/** @type {PluginKey<DecorationSet>} */
const key = new PluginKey('hinweise')

/** Where the document's child number `block` begins. @param {import('prosemirror-model').Node} doc @param {number} block */
export function startOf(doc, block) {
  let at = 0
  for (let number = 0; number < Math.min(block, doc.childCount); number++) at += doc.child(number).nodeSize
  return at
}

export const hintMarks = new Plugin({
  key,
  state: {
    init: () => DecorationSet.empty,
    apply: (change, marks) => change.getMeta(key) ?? marks.map(change.mapping, change.doc),
  },
  props: { decorations: state => key.getState(state) },
})

/** Mark the blocks that hints are about. @param {import('prosemirror-view').EditorView} view @param {Hint[]} hints */
export function mark(view, hints) {
  const { doc, tr } = view.state
  const marks = hints.filter(hint => hint.block !== null && hint.block < doc.childCount).map(hint => {
    const at = startOf(doc, /** @type {number} */ (hint.block))
    return Decoration.node(at, at + doc.child(/** @type {number} */ (hint.block)).nodeSize, { class: `mit-hinweis mit-${hint.severity.toLowerCase()}` })
  })
  view.dispatch(tr.setMeta(key, DecorationSet.create(doc, marks)).setMeta('addToHistory', false))
}
