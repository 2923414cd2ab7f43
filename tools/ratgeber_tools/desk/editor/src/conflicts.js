/** A box „Konflikt“: which versions it holds, and a button for each that puts it in the place of the box. */
import { element } from './elements.js'

/** @typedef {import('prosemirror-model').Node} Node */

const GONE = '(gestrichen)'

/** Each version with the line that names it and its blocks; none for a box that somebody has worked on. @param {Node} box */
function versionsIn(box) {
  const { nodes, marks } = box.type.schema
  /** @type {{ name: string, blocks: Node[] }[]} */
  const versions = []
  box.forEach(inner => {
    const isName = inner.type === nodes.paragraph && inner.childCount === 1 && marks.strong.isInSet(inner.child(0).marks)
    if (isName && inner.textContent.endsWith(':')) versions.push({ name: inner.textContent.slice(0, -1), blocks: [] })
    else versions.at(-1)?.blocks.push(inner)
  })
  return versions
}

/** A heading again, where a box tells its level: „Überschrift der Ebene 2:“. @param {Node} node */
function released(node) {
  const { nodes, marks } = node.type.schema
  const [, level] = /^Überschrift der Ebene ([1-6]):$/.exec(node.firstChild?.text ?? '') ?? []
  if (!level || !marks.em.isInSet(node.child(0).marks)) return node
  const words = node.content.cut(node.child(0).nodeSize)
  const first = words.firstChild
  const rest = first?.isText && first.text?.startsWith(' ') ? words.replaceChild(0, first.cut(1)) : words
  return nodes.heading.create({ level: Number(level), ids: node.attrs.ids }, rest)
}

/**
 * Put the buttons for a box into `place`.
 *
 * @param {HTMLElement} place @param {Node} box
 * @param {import('prosemirror-view').EditorView} view @param {() => number | undefined} where the box begins
 */
export function offerVersions(place, box, view, where) {
  const versions = versionsIn(box)
  place.hidden = !versions.length
  const names = versions.map(version => version.name)
  if ([...place.children].map(button => button.textContent).join() === names.map(inWords).join()) return
  place.replaceChildren(...names.map((name, number) => {
    const button = element('button', { type: 'button' }, inWords(name))
    button.addEventListener('click', () => {
      const at = where()
      const now = at === undefined ? null : view.state.doc.nodeAt(at)
      if (at !== undefined && now) {
        const blocks = versionsIn(now)[number].blocks.filter(one => one.textContent !== GONE).map(released)
        view.dispatch(view.state.tr.replaceWith(at, at + now.nodeSize, blocks).scrollIntoView())
      }
      view.focus()
    })
    return button
  }))
}

/** @param {string} name */
const inWords = name => `Diese gilt: ${name}`
