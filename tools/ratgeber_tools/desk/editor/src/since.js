/**
 * What others have changed since somebody was last here: a quiet mark beside the block, a list to jump through, and
 * "Gesehen".  The marks lie beside the text, not in it: nothing of them is ever part of a change.
 */
import { fetched } from './assistance.js'
import { element } from './elements.js'

/**
 * @typedef {import('prosemirror-view').EditorView} EditorView
 * @typedef {{ block: number | null, office: string, moment: string, words: string }} Change
 *
 * @typedef {object} Page
 * @property {() => EditorView} view
 * @property {string} path
 * @property {HTMLElement} text
 * @property {{ version: number, pending: unknown[] }} connection
 * @property {(place: { from: number, to: number }) => void} select
 */

const AGAIN = 300

/** @param {string} moment ISO 8601 */
const when = moment => new Date(moment).toLocaleString('de-DE', { weekday: 'short', day: 'numeric', month: 'numeric', hour: '2-digit', minute: '2-digit' })

/** @param {Page} page @returns {{ update: () => void }} `update` after each change of the document */
export function since(page) {
  const { view, text, connection } = page
  const summary = element('summary')
  const list = element('ol')
  const done = element('button', { type: 'button' }, 'Gesehen')
  const node = element('details', { class: 'seither', hidden: '' }, summary, list, done)
  const gutter = element('div', { class: 'seither-marken', 'aria-hidden': 'true' })
  text.before(gutter)
  /** The blocks on the page, with their marks. @type {Map<HTMLElement, HTMLElement>} */
  const marks = new Map()

  const place = () => {
    for (const [block, mark] of marks) {
      mark.hidden = !block.isConnected
      if (mark.hidden) continue
      const [box, start] = [block.getBoundingClientRect(), gutter.getBoundingClientRect()]
      mark.style.insetBlockStart = `${box.top - start.top}px`
      mark.style.blockSize = `${box.height}px`
    }
  }
  new ResizeObserver(place).observe(document.body) // also what stands above the text moves it

  const seen = () => fetched(`/api/gesehen/${page.path}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ version: connection.version }), keepalive: true,
  }).catch(() => {})

  /** @param {Change} change */
  const entry = ({ block, office, moment, words }) => {
    const said = [element('strong', {}, office), `, ${when(moment)}: `, block === null ? `Zum Kapitel (${words})` : words || '(ohne Wörter)']
    if (block === null) return element('li', {}, ...said)
    let at = 0
    for (let number = 0; number < block; number++) at += view().state.doc.child(number).nodeSize
    const shown = /** @type {HTMLElement} */ (view().nodeDOM(at))
    const mark = element('div', { title: `${office}, ${when(moment)}` })
    marks.set(shown, mark)
    gutter.append(mark)
    const button = element('button', { type: 'button' }, ...said)
    button.addEventListener('click', () => {
      if (!shown.isConnected) return
      const from = Math.min(view().posAtDOM(shown, 0), view().state.doc.content.size)
      page.select({ from, to: from })
      view().focus()
    })
    return element('li', {}, button)
  }

  const ask = async () => {
    const { version, changes } = /** @type {{ version: number, changes: Change[] }} */ (await fetched(`/api/seither/${page.path}`))
    if (version !== connection.version || connection.pending.length) { // somebody is writing: the places would be others
      setTimeout(() => void ask().catch(() => {}), AGAIN)
      return
    }
    list.replaceChildren(...changes.map(entry))
    summary.textContent = `Seit Ihrem letzten Besuch haben andere ${changes.length === 1 ? 'eine Stelle' : `${changes.length} Stellen`} geändert`
    node.hidden = !changes.length
    if (changes.length) gutter.before(node)
    place()
  }
  done.addEventListener('click', () => {
    node.hidden = true
    node.remove()
    marks.clear()
    gutter.replaceChildren()
    void seen()
    view().focus()
  })
  // whoever has seen all that was there has seen what came while they were here
  addEventListener('pagehide', () => { if (node.hidden) void seen() })
  void ask().catch(() => {})
  return { update: () => requestAnimationFrame(place) }
}
