/** The list of what the checks say, below the text, and how many there are, above it. */
import { fetched } from './assistance.js'
import { element } from './elements.js'

/**
 * @typedef {import('./hints.js').Hint} Hint
 *
 * @typedef {object} Page
 * @property {string} path of the chapter, as it stands in addresses
 * @property {() => import('prosemirror-view').EditorView} view
 * @property {{ isReady: boolean }} connection
 * @property {(words: string) => void} hear say what is only heard
 * @property {(hints: Hint[]) => void} mark the blocks that hints are about
 * @property {(block: number) => void} go with the cursor into the text's block of that number
 */

/** So long after the last key the checks are asked: they read the whole chapter. */
const PAUSE = 1500
const AWAY = 'Hinweise kommen wieder mit der Verbindung'

/**
 * The list of hints, kept up to date.
 *
 * @param {Page} page
 * @returns {{ node: HTMLElement, way: HTMLButtonElement, ask: () => void, enter: () => void }} `ask` after each change;
 *   `way` is a button that says how many there are and leads to them
 */
export function hintList(page) {
  const { path, view, hear } = page
  const summary = element('summary', {}, 'Hinweise')
  const list = element('ul')
  const number = element('span')
  const words = element('span', { class: 'lang' })
  const way = element('button', { type: 'button', class: 'hinweiszahl', title: 'Zu den Hinweisen (F7)', hidden: '' }, number, words)
  const enter = () => {
    node.open = true
    const first = list.querySelector('button') ?? summary
    first.focus()
    first.scrollIntoView({ block: 'center' })
  }
  way.addEventListener('click', enter)
  const node = element('details', { class: 'hinweise' }, summary, list)
  /** @type {ReturnType<typeof setTimeout>} */
  let timer
  let question = 0

  /** @param {Hint[]} hints */
  function show(hints) {
    if (way.hidden !== !hints.length || number.textContent !== String(hints.length)) hear(hints.length ? `Hinweise zum Text: ${hints.length}` : 'Keine Hinweise')
    way.hidden = !hints.length
    number.textContent = String(hints.length)
    words.textContent = hints.length === 1 ? ' Hinweis' : ' Hinweise'
    summary.textContent = hints.length ? `Hinweise (${hints.length})` : 'Keine Hinweise'
    list.replaceChildren(...hints.map(hint => {
      const said = [element('strong', {}, `${hint.severity}: `), hint.text]
      if (hint.block === null) return element('li', {}, ...said)
      const button = element('button', { type: 'button' }, ...said)
      const block = hint.block
      button.addEventListener('click', () => {
        view().focus()
        page.go(block)
      })
      return element('li', {}, button)
    }))
    page.mark(hints)
  }

  async function ask() {
    if (!page.connection.isReady) return // what the server reads then is not this text
    const mine = ++question
    const asked = view().state.doc
    const { hints } = await fetched(`/api/hinweise/${path}`).catch(() => ({ hints: null }))
    if (hints && mine === question && asked === view().state.doc) show(hints)
  }
  node.addEventListener('keydown', event => { if (event.key === 'Escape') view().focus() })
  return {
    node, way, enter,
    ask() {
      clearTimeout(timer)
      timer = setTimeout(ask, PAUSE)
      if (!page.connection.isReady) summary.textContent = AWAY
    },
  }
}
