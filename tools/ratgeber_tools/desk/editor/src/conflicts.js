/**
 * A box „Konflikt“: each version is a card with the name of its office, and a button under it that puts it in the place
 * of the box; or somebody's own words come there.  The versions stay text in which one may write.
 */
import { Plugin } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { ask } from './dialogs.js'
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

/** The box about the heading above it, which shows our version: its name behind „Konflikt“. */
const HEADING = 'Überschrift'

/** Which card each block of a box is part of, beginning with 1. @param {Node} box @param {number} at */
function* cards(box, at) {
  const versions = versionsIn(box)
  if (versions.length < 2) return
  let number = 0, place = at + 1
  for (let index = 0; index < box.childCount; index++) {
    const block = box.child(index)
    const isName = number < versions.length && block.textContent === `${versions[number].name}:`
    if (isName) number++
    const isLast = index + 1 === box.childCount || box.child(index + 1).textContent === `${versions[number]?.name}:`
    const edges = `${isName ? ' von' : ''}${isLast ? ' bis' : ''}`
    if (number) yield Decoration.node(place, place + block.nodeSize, { class: `fassung f${number}${edges}` })
    place += block.nodeSize
  }
}

/** Shows the versions of every box as cards. */
export const conflictCards = () => new Plugin({
  props: {
    decorations(state) {
      /** @type {Decoration[]} */
      const found = []
      state.doc.descendants((node, at) => {
        if (node.type.name === 'box' && node.attrs.name === 'konflikt') found.push(...cards(node, at))
        return !node.isTextblock
      })
      return DecorationSet.create(state.doc, found)
    }
  }
})

/**
 * Put `blocks` in the place of a box; where it is about the heading above, that gets the words instead.
 *
 * @param {import('prosemirror-view').EditorView} view @param {number} at @param {Node[]} blocks
 */
function put(view, at, blocks) {
  const box = view.state.doc.nodeAt(at)
  if (!box) return
  const above = view.state.doc.resolve(at).nodeBefore
  const { tr } = view.state
  if (box.attrs.argument === HEADING) {
    const words = blocks.find(block => block.isTextblock)?.content
    tr.delete(at, at + box.nodeSize)
    if (words && above?.type.name === 'heading') tr.replaceWith(at - above.nodeSize + 1, at - 1, words)
  } else {
    tr.replaceWith(at, at + box.nodeSize, blocks)
  }
  view.dispatch(tr.scrollIntoView())
}

/**
 * Ask for words of somebody's own, and put them in the place of a box.
 *
 * @param {import('prosemirror-view').EditorView} view @param {() => number | undefined} where
 */
async function inOwnWords(view, where) {
  const at = where()
  const box = at === undefined ? null : view.state.doc.nodeAt(at)
  if (!box) return
  const value = versionsIn(box).at(-1)?.blocks.filter(one => one.textContent !== GONE).map(one => released(one).textContent)
  const answer = await ask('Mit eigenen Worten', [
    { name: 'words', label: 'Was soll hier stehen?', type: 'textarea', value: value?.join('\n\n') ?? '', required: true, help: 'Eine leere Zeile beginnt einen neuen Absatz.' }
  ], 'Das gilt')
  const now = where()
  if (answer?.words && now !== undefined) {
    const { nodes } = view.state.schema
    const said = answer.words.split(/\n\s*\n/).map(part => part.replace(/\s+/g, ' ').trim()).filter(Boolean)
    put(view, now, said.map(part => nodes.paragraph.create(null, view.state.schema.text(part))))
  }
  view.focus()
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
  if (place.dataset.names === names.join()) return
  place.dataset.names = names.join()
  const own = element('button', { type: 'button', class: 'eigene' }, 'Eigene Worte')
  own.addEventListener('click', () => { void inOwnWords(view, where) })
  place.replaceChildren(...names.map((name, number) => {
    const button = element('button', { type: 'button' }, inWords(name))
    button.addEventListener('click', () => {
      const at = where()
      const now = at === undefined ? null : view.state.doc.nodeAt(at)
      if (at !== undefined && now) put(view, at, versionsIn(now)[number].blocks.filter(one => one.textContent !== GONE).map(released))
      view.focus()
    })
    return button
  }), own)
}

/** @param {string} name */
const inWords = name => `Diese gilt: ${name}`
