/**
 * Nodes that are more than their text: a box with its title, an item with its tick, a picture, what comes from the
 * register, and blocks that are changed elsewhere.
 */
import { Selection } from 'prosemirror-state'
import { element } from './elements.js'
import { later } from './later.js'
import { BOXES, boxTitle, recordIn, schema } from './schema.js'

/**
 * @typedef {import('prosemirror-model').Node} Node
 * @typedef {import('prosemirror-view').EditorView} EditorView
 * @typedef {import('prosemirror-view').NodeView} NodeView
 * @typedef {() => number | undefined} Position
 *
 * @typedef {object} Surroundings what the views ask of the page around the text
 * @property {(name: string, content: string) => Promise<string | null>} value what the register says; null for unknown
 * @property {(kind: string, target: string) => Promise<string | null>} title what a chapter or place is called
 * @property {(source: string) => Promise<string | null>} source what a generated list or a record says
 * @property {(source: string) => string} picture where a picture of the chapter is to be had
 */

/** Change attributes of the node at a place. @param {EditorView} view @param {Position} place @param {Record<string, any>} attributes */
function change(view, place, attributes) {
  const at = place()
  const node = at === undefined ? null : view.state.doc.nodeAt(at)
  if (at === undefined || !node) return
  const changed = view.state.tr
  for (const [name, value] of Object.entries(attributes)) changed.setNodeAttribute(at, name, value)
  view.dispatch(changed)
}

/** Put each letter into the node at once: what is typed travels, waits and is kept like the text.
 * @param {HTMLInputElement | HTMLTextAreaElement} field @param {EditorView} view @param {Position} place @param {string} name */
function bind(field, view, place, name) {
  field.addEventListener('input', () => change(view, place, { [name]: field.value }))
  field.addEventListener('change', () => change(view, place, { [name]: field.value.trim() }))
}

/** As high as its words: a title has one line or two. @param {HTMLTextAreaElement} field */
function fit(field) {
  field.style.blockSize = 'auto'
  field.style.blockSize = `${field.scrollHeight + 2}px`
}

/** Back into the text with Enter, Escape or ↓, behind the field. @param {HTMLElement} field @param {EditorView} view @param {Position} place */
function leaveByKey(field, view, place) {
  field.addEventListener('keydown', event => {
    if (!['Enter', 'Escape', 'ArrowDown'].includes(event.key)) return
    event.preventDefault()
    field.blur()
    const at = place()
    view.focus()
    if (at !== undefined) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at + 1))))
  })
}

/** Words of a box that are no text of it: an option's label, as authors call it. @type {Record<string, string>} */
const OPTION_LABELS = { art: 'Worum es geht', von: 'Von welcher Stelle', sprache: 'Sprache' }

/** Put what a record says below its title, which is not said twice. @param {HTMLElement} place @param {string} title @param {string | null} words */
function showLines(place, title, words) {
  const [first, ...rest] = (words ?? '').split('\n')
  const own = first.startsWith(`${title}: `) ? first.slice(title.length + 2) : first
  place.replaceChildren(...[own, ...rest].map(line => element('p', {}, line)))
}

/** A box: the title everybody sees, the author's own words behind it, and its content. @implements {NodeView} */
class BoxView {
  /** @param {Node} node @param {EditorView} view @param {Position} place @param {Surroundings} surroundings */
  constructor(node, view, place, surroundings) {
    this.node = node
    this.surroundings = surroundings
    this.record = ''
    this.lines = element('div', { class: 'zeilen', contenteditable: 'false' })
    this.view = view
    this.place = place
    this.contentDOM = element('div', { class: 'inhalt' })
    this.name = element('span', { class: 'name' })
    this.own = element('textarea', { class: 'titel', rows: '1', autocomplete: 'off' })
    this.own.addEventListener('input', () => fit(this.own))
    bind(this.own, view, place, 'argument')
    leaveByKey(this.own, view, place)
    this.options = element('span', { class: 'angaben' })
    const title = element('div', { class: 'rg-box-title', contenteditable: 'false' }, this.name, this.own, this.options)
    this.choice = element('div', { class: 'knoepfe', contenteditable: 'false' })
    this.choice.addEventListener('keydown', event => { if (event.key === 'Escape') view.focus() })
    this.dom = element('div', { role: 'group' }, title, this.lines, this.contentDOM, this.choice)
    this.show()
  }

  show() {
    const { name, argument, options } = this.node.attrs
    const spec = BOXES.get(name)
    this.dom.className = `rg-box rg-${name}${spec?.internal ? ' rg-internal' : ''}`
    this.dom.setAttribute('aria-label', argument ? `${boxTitle(name)}: ${argument}` : boxTitle(name))
    this.name.textContent = boxTitle(name)
    const record = recordIn(this.node)
    this.contentDOM.hidden = Boolean(record)
    this.lines.hidden = !record
    if (record !== this.record) {
      this.record = record
      if (record) void this.surroundings.source(record).then(words => showLines(this.lines, boxTitle(name), words))
    }
    this.own.hidden = !spec?.title || Boolean(record) || (name === 'konflikt' && !argument)
    this.own.placeholder = 'eigener Titel'
    this.own.setAttribute('aria-label', `Eigener Titel des Kastens ${boxTitle(name)}`)
    if (this.own.value !== argument) this.own.value = argument
    requestAnimationFrame(() => fit(this.own))
    const isOpen = name === 'konflikt' && (!argument || argument === 'Überschrift')
    this.choice.hidden = !isOpen
    if (isOpen) void later().then(({ offerVersions }) => offerVersions(this.choice, this.node, this.view, this.place))
    const values = options.filter((/** @type {[string, string]} */ [key]) => key in OPTION_LABELS)
    this.options.textContent = values.map((/** @type {[string, string]} */ [key, value]) => `${OPTION_LABELS[key]}: ${value}`).join(' · ')
  }

  /** @param {Node} node */
  update(node) {
    if (node.type !== schema.nodes.box) return false
    this.node = node
    this.show()
    return true
  }

  /** @param {Event} event */
  stopEvent(event) { return event.target instanceof window.Node && !this.contentDOM.contains(event.target) }

  /** @param {{ type: string, target: globalThis.Node }} record */
  ignoreMutation(record) { return record.type !== 'selection' && !this.contentDOM.contains(record.target) }
}

/** An item of a list; with a box to tick where it is one to tick. @implements {NodeView} */
class ItemView {
  /** @param {Node} node @param {EditorView} view @param {Position} place */
  constructor(node, view, place) {
    this.isToTick = Boolean(node.attrs.checked)
    if (!this.isToTick) {
      this.dom = this.contentDOM = element('li')
      return
    }
    this.tick = element('input', { type: 'checkbox', class: 'rg-haken', contenteditable: 'false', 'aria-label': 'erledigt' })
    this.tick.checked = node.attrs.checked === 'yes'
    const tick = this.tick
    tick.addEventListener('change', () => change(view, place, { checked: tick.checked ? 'yes' : 'no' }))
    this.contentDOM = element('div')
    this.dom = element('li', { class: 'task-list-item' }, this.tick, this.contentDOM)
  }

  /** @param {Node} node */
  update(node) {
    if (node.type !== schema.nodes.list_item || Boolean(node.attrs.checked) !== this.isToTick) return false
    if (this.tick) this.tick.checked = node.attrs.checked === 'yes'
    return true
  }

  /** @param {Event} event */
  stopEvent(event) { return event.target === this.tick }

  /** @param {{ type: string, target: globalThis.Node }} record */
  ignoreMutation(record) { return record.type !== 'selection' && !this.contentDOM?.contains(record.target) }
}

/** What comes from the register, with what it says by now; a chapter's title in a reference. @implements {NodeView} */
class ChipView {
  /** @param {Node} node @param {Promise<string | null>} says @param {string} kind */
  constructor(node, says, kind) {
    const words = node.attrs.content || node.attrs.target
    const shown = element('span', {}, words)
    this.dom = element('span', { class: `angabe angabe-${kind}`, title: `${kind}: ${words}` }, element('span', { class: 'nur-gehoert' }, `${kind}: `), shown)
    void says.then(text => {
      if (text === null) this.dom.classList.add('fehlt')
      shown.textContent = text ?? words
      if (text === null) this.dom.title = `${kind}: „${words}“ steht nicht im Register.`
    })
  }

  ignoreMutation() { return true }
}

/** @type {Record<string, string>} */
const ROLE_KINDS = {
  fakt: 'Angabe', wortlaut: 'Wortlaut', kontakt: 'Kontakt', termin: 'Termin', frist: 'Frist', kommune: 'Angabe der Stadt',
  begriff: 'Wort aus dem Glossar', feld: 'Feld zum Ausfüllen', download: 'Datei', ref: 'Verweis', numref: 'Verweis', doc: 'Verweis',
}

/** A block that is made from the register, or one the editor has no type for: shown, moved, deleted, not typed in.
 * @implements {NodeView} */
class FixedView {
  /** @param {Node} node @param {Promise<string | null>} says */
  constructor(node, says) {
    const name = /^[:`]{3,}\{([a-z-]+)\}/.exec(node.attrs.source)
    const title = name && FIXED[name[1]] || 'Fester Baustein'
    const lines = element('div', { class: 'zeilen' })
    this.dom = element('div', { class: 'baustein', role: 'group', 'aria-label': title },
      element('strong', {}, title), lines,
      element('p', { class: 'hilfe' }, `${name ? 'Kommt aus den Daten der Stadt.' : 'Das kann der Editor nicht ändern.'} Verschieben und löschen geht, hineinschreiben nicht.`))
    void says.then(words => showLines(lines, title, words))
  }

  ignoreMutation() { return true }
}

/** @type {Record<string, string>} */
const FIXED = {
  kontakt: 'Kontakt', frist: 'Frist', termin: 'Termin', foerderung: 'Förderung', film: 'Film', ausstellung: 'Ausstellung',
  schulverzeichnis: 'Verzeichnis der Schulen', schulsozialarbeit: 'Verzeichnis der Schulsozialarbeit',
  traegerverzeichnis: 'Verzeichnis der Träger', anlaufstellen: 'Anlaufstellen', termine: 'Liste der Termine',
  'was-ist-wann-dran': 'Was ist wann dran?', foerderhinweise: 'Hinweise zur Förderung', browserspeicher: 'Was der Browser behält',
  toctree: 'Liste der Kapitel',
}

/** A picture with its words for those who do not see it, and its caption. @implements {NodeView} */
class FigureView {
  /** @param {Node} node @param {EditorView} view @param {Position} place @param {Surroundings} surroundings */
  constructor(node, view, place, surroundings) {
    this.surroundings = surroundings
    this.image = element('img')
    this.alt = element('input', { type: 'text', 'aria-label': 'Was auf dem Bild zu sehen ist', placeholder: 'Was ist auf dem Bild zu sehen?' })
    bind(this.alt, view, place, 'alt')
    leaveByKey(this.alt, view, place)
    this.contentDOM = element('figcaption')
    const words = element('label', { contenteditable: 'false', class: 'alt' }, element('span', {}, 'Für alle, die es nicht sehen:'), this.alt)
    this.dom = element('figure', {}, this.image, words, this.contentDOM)
    this.show(node)
  }

  /** @param {Node} node */
  show(node) {
    const address = this.surroundings.picture(node.attrs.source)
    if (this.image.getAttribute('src') !== address) this.image.src = address
    this.image.alt = node.attrs.alt
    if (this.alt.value !== node.attrs.alt) this.alt.value = node.attrs.alt
    this.contentDOM.dataset.leer = node.content.size ? '' : 'Bildunterschrift'
  }

  /** @param {Node} node */
  update(node) {
    if (node.type !== schema.nodes.figure) return false
    this.show(node)
    return true
  }

  /** @param {Event} event */
  stopEvent(event) { return event.target === this.alt }

  /** @param {{ type: string, target: globalThis.Node }} record */
  ignoreMutation(record) { return record.type !== 'selection' && !this.contentDOM.contains(record.target) }
}

/** The views of the editor. @param {Surroundings} surroundings */
export function nodeViews(surroundings) {
  /** @typedef {import('prosemirror-view').NodeViewConstructor} Constructor */
  /** @type {Record<string, Constructor>} */
  const views = {
    box: (node, view, place) => new BoxView(node, view, place, surroundings),
    list_item: (node, view, place) => new ItemView(node, view, place),
    figure: (node, view, place) => new FigureView(node, view, place, surroundings),
    verbatim: node => new FixedView(node, surroundings.source(node.attrs.source)),
    role: node => new ChipView(node, surroundings.value(node.attrs.name, node.attrs.content), ROLE_KINDS[node.attrs.name] ?? 'Angabe'),
    autolink: node => new ChipView(node, surroundings.title(node.attrs.kind, node.attrs.target), 'Verweis'),
    image: node => ({ dom: element('img', { src: surroundings.picture(node.attrs.source), alt: node.attrs.alt }) }),
  }
  return views
}
