/** Who else is in the chapter and where: a line with the office's name at each one's cursor. */
import { Plugin, PluginKey } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { element } from './elements.js'

/**
 * @typedef {object} Person
 * @property {string} office
 * @property {number} at where the cursor stands
 *
 * @typedef {Record<string, Person>} People by client
 */

/** @type {PluginKey<People>} */
const key = new PluginKey('andere')

/** The colours of cursors, by turn; the name stands beside, so nobody needs to tell them apart. */
const HUES = ['petrol', 'violet', 'berry', 'brown']

/** @param {string} client */
const hueOf = client => HUES[[...client].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % HUES.length]

/** @param {string} client @param {Person} person */
const caret = (client, person) => () => element('span', { class: `cursor cursor-${hueOf(client)}` }, element('span', { 'aria-hidden': 'true' }, person.office))

/** Push names that would stand out over the text's end back onto the page: at a line's end, on a phone, in large words.
 * @param {HTMLElement} text */
const keepOnPage = text => {
  const end = text.getBoundingClientRect().right
  for (const name of /** @type {NodeListOf<HTMLElement>} */ (text.querySelectorAll('.cursor > span'))) {
    name.style.translate = ''
    const over = name.getBoundingClientRect().right - end
    if (over > 0) name.style.translate = `${-over}px`
  }
}

export const others = new Plugin({
  key,
  view(view) {
    // lines are broken anew when the window or the size of its words changes, without any step
    const sizes = new ResizeObserver(() => keepOnPage(view.dom))
    sizes.observe(view.dom)
    return { update: () => keepOnPage(view.dom), destroy: () => sizes.disconnect() }
  },
  historyPreserveItems: true, // one for each step: what is moved behind others' steps is found again by its number
  state: {
    init: () => /** @type {People} */ ({}),
    apply(change, people) {
      const told = change.getMeta(key)
      if (told) people = told(people)
      if (!change.docChanged) return people
      return Object.fromEntries(Object.entries(people).map(([client, person]) => [client, { ...person, at: change.mapping.map(person.at) }]))
    },
  },
  props: {
    decorations(state) {
      const people = Object.entries(key.getState(state) ?? {})
      const end = state.doc.content.size
      return DecorationSet.create(state.doc, people.map(([client, person]) =>
        Decoration.widget(Math.min(person.at, end), caret(client, person), { key: `${client} ${person.office}`, side: 10, ignoreSelection: true })))
    },
  },
})

/** The transaction that says where somebody is, and, with `all`, that everybody else has left.
 * @param {import('prosemirror-state').EditorState} state @param {string} client @param {Person | null} person
 * @param {string[]} [all] the clients that are here */
export const tell = (state, client, person, all) => state.tr.setMeta(key, (/** @type {People} */ people) => {
  const { [client]: _, ...rest } = people
  const told = person ? { ...rest, [client]: person } : rest
  return all ? Object.fromEntries(Object.entries(told).filter(([one]) => all.includes(one))) : told
}).setMeta('addToHistory', false)
