/**
 * The toolbar: one stop of the tab key, arrow keys within, Alt+F10 from the text to it and Escape back, as in Word.
 * Pattern: WAI-ARIA Authoring Practices, "Toolbar".
 */
import { element } from './elements.js'

/**
 * @typedef {import('prosemirror-state').EditorState} EditorState
 * @typedef {import('prosemirror-state').Command} Command
 * @typedef {import('prosemirror-view').EditorView} EditorView
 *
 * @typedef {object} Tool
 * @property {string} label what it is called, for eyes where there is no sign, and for ears always
 * @property {string} [sign] what is shown instead of the words: one or two characters
 * @property {string} [keys] the short cut, as people read it
 * @property {Command} [command] what it does; greyed out where the command says that it cannot
 * @property {(state: EditorState) => boolean} [isOn] whether the selection has it already
 * @property {Choice[]} [choices] a list to choose from instead of a command
 * @property {(state: EditorState) => number} [chosen] which of the choices holds for the selection; -1 for none
 *
 * @typedef {object} Choice
 * @property {string} label
 * @property {Command} command
 */

/** A tool's button or list, with what brings it up to date. @param {Tool} tool @param {() => EditorView} view */
function control(tool, view) {
  const run = (/** @type {Command} */ command) => {
    command(view().state, view().dispatch, view())
    view().focus()
  }
  const title = tool.keys ? `${tool.label} (${tool.keys})` : tool.label
  if (tool.choices) {
    const list = element('select', { title, 'aria-label': tool.label })
    const nothing = element('option', { value: '-1', disabled: '', hidden: '' }, tool.label)
    list.append(nothing, ...tool.choices.map((one, at) => element('option', { value: String(at) }, one.label)))
    list.addEventListener('change', () => run(/** @type {Choice[]} */ (tool.choices)[Number(list.value)].command))
    const update = (/** @type {EditorState} */ state) => {
      list.value = String(tool.chosen ? tool.chosen(state) : -1)
      for (const [at, one] of /** @type {Choice[]} */ (tool.choices).entries()) {
        const option = /** @type {HTMLOptionElement} */ (list.children[at + 1])
        option.disabled = at !== Number(list.value) && !one.command(state)
      }
    }
    return { node: list, update }
  }
  const command = /** @type {Command} */ (tool.command)
  const button = element('button', { type: 'button', title, 'aria-label': tool.label }, tool.sign ?? tool.label)
  if (tool.isOn) button.setAttribute('aria-pressed', 'false')
  // the selection in the text must not go when a mouse or a finger comes down on a button
  button.addEventListener('mousedown', event => event.preventDefault())
  button.addEventListener('click', () => button.getAttribute('aria-disabled') !== 'true' && run(command))
  const update = (/** @type {EditorState} */ state) => {
    button.setAttribute('aria-disabled', String(!command(state)))
    if (tool.isOn) button.setAttribute('aria-pressed', String(tool.isOn(state)))
  }
  return { node: button, update }
}

/**
 * The toolbar of `groups` for the view that `view` gives.
 *
 * @param {{ label: string, tools: Tool[] }[]} groups
 * @param {() => EditorView} view
 * @returns {{ node: HTMLElement, update: (state: EditorState) => void, enter: () => void }}
 */
export function toolbar(groups, view) {
  const node = element('div', { role: 'toolbar', 'aria-label': 'Text gestalten', 'aria-controls': 'text' })
  const controls = groups.flatMap(({ label, tools }) => {
    const made = tools.map(tool => control(tool, view))
    node.append(element('div', { role: 'group', 'aria-label': label }, ...made.map(one => one.node)))
    return made
  })
  const stops = controls.map(one => one.node)
  const show = (/** @type {number} */ at) => {
    for (const [place, stop] of stops.entries()) stop.tabIndex = place === at ? 0 : -1
  }
  show(0)
  node.addEventListener('focusin', event => show(stops.findIndex(stop => stop === event.target)))
  node.addEventListener('keydown', event => {
    const at = stops.findIndex(stop => stop === event.target)
    const step = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: stops.length - 1 }[event.key]
    if (event.key === 'Escape') view().focus()
    else if (step === undefined) return
    else stops[(step + stops.length) % stops.length].focus()
    event.preventDefault()
  })
  return {
    node,
    update: state => { for (const one of controls) one.update(state) },
    enter: () => (stops.find(stop => stop.tabIndex === 0) ?? stops[0]).focus(),
  }
}
