/** Find words in the chapter: in its text, in the titles of boxes and in what is said of pictures. */
import { element } from './elements.js'

/**
 * @typedef {import('prosemirror-view').EditorView} EditorView
 * @typedef {{ from: number, to: number }} Place
 */

/** Every place where the words stand, capital or not. @param {import('prosemirror-model').Node} doc @param {string} words */
function places(doc, words) {
  const asked = words.toLowerCase()
  /** @type {Place[]} */
  const found = []
  doc.descendants((node, at) => {
    const aside = node.type.name === 'figure' ? node.attrs.alt : node.type.name === 'box' ? node.attrs.argument : ''
    if (aside.toLowerCase().includes(asked)) found.push({ from: at + 1, to: at + 1 })
    if (!node.isTextblock) return true
    const text = node.textBetween(0, node.content.size, undefined, '￼').toLowerCase()
    for (let start = text.indexOf(asked); start >= 0; start = text.indexOf(asked, start + asked.length)) {
      found.push({ from: at + 1 + start, to: at + 1 + start + asked.length })
    }
    return false
  })
  return found
}

/** @param {EditorView} view @param {Place[]} found @param {string} name of the highlight in the style sheet */
function highlight(view, found, name) {
  if (!CSS.highlights) return
  const ranges = found.filter(({ from, to }) => to > from).map(({ from, to }) => {
    const [start, end] = [view.domAtPos(from, 1), view.domAtPos(to, -1)]
    const range = new Range()
    range.setStart(start.node, start.offset)
    range.setEnd(end.node, end.offset)
    return range
  })
  CSS.highlights.set(name, new Highlight(...ranges))
}

/**
 * A line with a field, „Zurück“, „Weiter“, and how many there are.
 *
 * @param {() => EditorView} view
 * @param {(place: Place) => void} select put the selection there and bring it into sight
 * @returns {{ node: HTMLElement, open: (words: string) => void }}
 */
export function finder(view, select) {
  const field = element('input', { type: 'text', id: 'worte-finden', autocomplete: 'off', enterkeyhint: 'search' })
  const told = element('span', { role: 'status', class: 'hilfe' })
  /** @param {string} words @param {() => void} done */
  const button = (words, done) => {
    const made = element('button', { type: 'button' }, words)
    made.addEventListener('click', done)
    return made
  }
  /** @type {Place[]} */
  let found = []
  let at = -1

  const show = () => {
    const here = found[at]
    told.textContent = !field.value ? '' : found.length ? `${at + 1} von ${found.length}` : 'nicht gefunden'
    highlight(view(), found, 'gefunden')
    highlight(view(), here ? [here] : [], 'gefunden-hier')
    if (here) select(here)
  }
  const search = () => {
    found = field.value ? places(view().state.doc, field.value) : []
    const { from } = view().state.selection
    at = found.length ? Math.max(0, found.findIndex(place => place.from >= from)) : -1
    show()
  }
  /** @param {1 | -1} step */
  const go = step => {
    found = field.value ? places(view().state.doc, field.value) : []
    if (found.length) at = (at + step + found.length) % found.length
    show()
  }
  const close = () => {
    node.hidden = true
    highlight(view(), [], 'gefunden')
    highlight(view(), [], 'gefunden-hier')
    view().focus()
  }
  const node = element(
    'div', { role: 'search', 'aria-label': 'Im Kapitel finden', class: 'finden', hidden: '' },
    element('label', { for: field.id }, 'Finden'), field, told,
    button('Zurück', () => go(-1)), button('Weiter', () => go(1)), button('Schließen', close),
  )
  field.addEventListener('input', search)
  node.addEventListener('keydown', event => {
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && event.target === field) go(event.shiftKey ? -1 : 1)
    else return
    event.preventDefault()
  })
  return {
    node,
    open(words) {
      node.hidden = false
      if (words) field.value = words
      field.focus()
      field.select()
      search()
    },
  }
}
