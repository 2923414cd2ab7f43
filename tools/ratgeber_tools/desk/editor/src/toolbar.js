/**
 * The toolbar: one stop of the tab key, arrow keys within, Alt+F10 from the text to it and Escape back, as in Word.
 * Pattern: WAI-ARIA Authoring Practices, "Toolbar".  On a narrow screen it is one line of what is used most, and "Mehr"
 * opens all of it, each tool with its words: a finger sees no tool tips.
 */
import { element, sign } from './elements.js'

/**
 * @typedef {import('prosemirror-state').EditorState} EditorState
 * @typedef {import('prosemirror-state').Command} Command
 * @typedef {import('prosemirror-view').EditorView} EditorView
 *
 * @typedef {object} Tool
 * @property {string} label what it is called
 * @property {string} [sign] what is shown instead of the words: a drawing of `zeichen.svg`
 * @property {string} [words] what is shown instead of the label where room is short; part of the label
 * @property {boolean} [isFirst] shown on a narrow screen at once
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

/** A tool's button or list, with what brings it up to date.
 * @param {Tool} tool @param {() => EditorView} view @param {() => void} done */
function control(tool, view, done) {
  const run = (/** @type {Command} */ command) => {
    done()
    view().focus()
    command(view().state, view().dispatch, view())
  }
  const title = tool.keys ? `${tool.label} (${tool.keys})` : tool.label
  /** @type {Record<string, string>} */
  const more = tool.isFirst ? { 'data-zuerst': '' } : {}
  if (tool.choices) {
    const list = element('select', { title, 'aria-label': tool.label, ...more })
    const nothing = element('option', { value: '-1', disabled: '', hidden: '' }, tool.label)
    list.append(nothing, ...tool.choices.map((one, at) => element('option', { value: String(at) }, one.label)))
    list.addEventListener('keydown', event => { // an arrow would take the next one at once; as in Word it opens the list
      if (!['ArrowDown', 'ArrowUp'].includes(event.key) || event.altKey || !list.showPicker) return
      event.preventDefault()
      list.showPicker()
    })
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
  const shown = tool.sign ? sign(tool.sign) : element('span', { class: 'kurz' }, tool.words ?? tool.label)
  const button = element('button', { type: 'button', title, 'aria-label': tool.label, ...more }, shown, element('span', { class: 'lang' }, tool.label))
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
  const more = element('button', { type: 'button', class: 'mehr', 'aria-expanded': 'false' }, element('span', {}, 'Mehr'), sign('mehr'))
  const unfold = (/** @type {boolean} */ isOpen) => {
    node.classList.toggle('offen', isOpen)
    more.setAttribute('aria-expanded', String(isOpen))
    if (!reachable().some(stop => stop.tabIndex === 0)) show(all[0])
  }
  more.addEventListener('mousedown', event => event.preventDefault())
  more.addEventListener('click', () => unfold(!node.classList.contains('offen')))
  const controls = groups.flatMap(({ label, tools }) => {
    const made = tools.map(tool => control(tool, view, () => unfold(false)))
    node.append(element('div', { role: 'group', 'aria-label': label }, ...made.map(one => one.node)))
    return made
  })
  node.append(more)
  const all = [...controls.map(one => one.node), more]
  const reachable = () => all.filter(stop => stop.offsetParent) // what is folded away is no stop
  const show = (/** @type {EventTarget | null} */ here) => {
    for (const stop of all) stop.tabIndex = stop === here ? 0 : -1
  }
  show(all[0])
  node.addEventListener('focusin', event => show(event.target))
  node.addEventListener('keydown', event => {
    const stops = reachable()
    const at = stops.findIndex(stop => stop === event.target)
    const step = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: stops.length - 1 }[event.key]
    if (event.key === 'Escape') {
      unfold(false)
      view().focus()
    } else if (step === undefined) return
    else stops[(step + stops.length) % stops.length].focus()
    event.preventDefault()
  })
  return {
    node,
    update: state => { for (const one of controls) one.update(state) },
    enter: () => {
      const stops = reachable()
      ;(stops.find(stop => stop.tabIndex === 0) ?? stops[0]).focus()
    },
  }
}
