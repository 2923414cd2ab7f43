/** What the checks say while somebody writes: a mark at the block, the sentence in the list below the text. */
import { Plugin, PluginKey, TextSelection } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { fetched } from './assistance.js'
import { element } from './elements.js'

/** @typedef {{ block: number | null, severity: string, text: string }} Hint */

/** @type {PluginKey<DecorationSet>} */
const key = new PluginKey('hinweise')
/** So long after the last key the checks are asked: they read the whole chapter. */
const PAUSE = 1500

/** Where the document's child number `block` begins. @param {import('prosemirror-model').Node} doc @param {number} block */
function startOf(doc, block) {
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

/**
 * The list of hints, kept up to date.
 *
 * @param {string} address @param {() => import('prosemirror-view').EditorView} view
 * @returns {{ node: HTMLElement, ask: () => void }} `ask` after each change
 */
export function hintList(address, view) {
  const summary = element('summary', {}, 'Hinweise')
  const list = element('ol')
  const node = element('details', { class: 'hinweise' }, summary, list)
  /** @type {ReturnType<typeof setTimeout>} */
  let timer
  let question = 0

  /** @param {Hint[]} hints */
  function show(hints) {
    const { state } = view()
    const { doc } = state
    summary.textContent = hints.length ? `Hinweise (${hints.length})` : 'Keine Hinweise'
    list.replaceChildren(...hints.map(hint => {
      const words = [element('strong', {}, `${hint.severity}: `), hint.text]
      if (hint.block === null) return element('li', {}, ...words)
      const button = element('button', { type: 'button' }, ...words)
      const block = hint.block
      button.addEventListener('click', () => {
        const { state: now } = view()
        const place = now.doc.resolve(Math.min(startOf(now.doc, block) + 1, now.doc.content.size))
        view().dispatch(now.tr.setSelection(TextSelection.near(place)).scrollIntoView())
        view().focus()
      })
      return element('li', {}, button)
    }))
    const marks = hints.filter(hint => hint.block !== null && hint.block < doc.childCount).map(hint => {
      const at = startOf(doc, /** @type {number} */ (hint.block))
      return Decoration.node(at, at + doc.child(/** @type {number} */ (hint.block)).nodeSize, { class: `mit-hinweis mit-${hint.severity.toLowerCase()}` })
    })
    view().dispatch(state.tr.setMeta(key, DecorationSet.create(doc, marks)).setMeta('addToHistory', false))
  }

  async function ask() {
    const mine = ++question
    const asked = view().state.doc
    const { hints } = await fetched(address).catch(() => ({ hints: null }))
    if (hints && mine === question && asked === view().state.doc) show(hints)
  }
  return { node, ask: () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE) } }
}
