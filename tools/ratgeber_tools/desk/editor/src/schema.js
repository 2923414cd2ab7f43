/**
 * The editor's schema: nodes, marks and attributes come from `schema.json` (made from one table in Python); here stands
 * only how each is shown and read back from pasted HTML.
 */
import { Schema } from 'prosemirror-model'
import table from '../../schema.json'

/** @typedef {import('prosemirror-model').Node} Node */
/** @typedef {import('prosemirror-model').NodeSpec} NodeSpec */
/** @typedef {import('prosemirror-model').MarkSpec} MarkSpec */

/**
 * @typedef {object} Box
 * @property {string} name
 * @property {string} title what parents see; empty for what is no box to them
 * @property {string} label what authors call it
 * @property {string} purpose
 * @property {string[]} options
 * @property {boolean} forAuthors
 * @property {boolean} internal never in a public edition
 *
 * @typedef {object} Dialect
 * @property {Box[]} boxes
 * @property {string[]} urlSchemes
 * @property {string[]} rightToLeft
 * @property {Record<string, string[]>} recordRoles
 */

/** Every box there is, by name; the server says which (`learn`). @type {Map<string, Box>} */
export const BOXES = new Map()
/** Languages that are written from right to left. @type {Set<string>} */
export const RIGHT_TO_LEFT = new Set()
/** Boxes that show a record where they name one and hold nothing. @type {Set<string>} */
const RECORD_BOXES = new Set()
let schemes = /^https?:/i

/** Take in what the server says of our dialect, before anything is shown. @param {Dialect} dialect */
export function learn(dialect) {
  for (const box of dialect.boxes) BOXES.set(box.name, box)
  for (const language of dialect.rightToLeft) RIGHT_TO_LEFT.add(language)
  for (const name of Object.keys(dialect.recordRoles)) RECORD_BOXES.add(name)
  schemes = new RegExp(`^(?:${dialect.urlSchemes.join('|')}):`, 'i')
}

/** What a box is called on the page. @param {string} name */
export const boxTitle = name => BOXES.get(name)?.label || name

/** The source of the record a box shows instead of words of its own; empty for an ordinary box. @param {Node} node */
export function recordIn(node) {
  const { name, argument = '' } = node.attrs
  const isRecord = RECORD_BOXES.has(name) && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(argument) && !node.textContent && node.childCount <= 1
  return isRecord ? `:::{${name}} ${argument}\n:::` : ''
}

/** Whether a link may lead there: an allowed scheme, or none. @param {string} address */
export function isAllowedAddress(address) {
  const compact = address.replace(/[\x00-\x20\x7f]/g, '')
  if (/^(\/\/|\\)/.test(compact)) return false
  return schemes.test(compact) || !/^[a-z][a-z0-9+.-]*:/i.test(compact)
}

/** @param {string} source the first lines of what the editor has no type for */
function firstWords(source) {
  const [line] = source.split('\n')
  return line.replace(/^[:`{\s]+|[}\s]+$/g, '') || line
}

/** @param {HTMLElement} dom */
const span = dom => ({ colspan: Number(dom.getAttribute('colspan')) || 1, rowspan: Number(dom.getAttribute('rowspan')) || 1 })
/** @param {Node} node @returns {Record<string, string>} */
const spanned = node => ({
  ...(node.attrs.colspan > 1 ? { colspan: String(node.attrs.colspan) } : {}),
  ...(node.attrs.rowspan > 1 ? { rowspan: String(node.attrs.rowspan) } : {}),
})
/** @param {string} tag @returns {Partial<NodeSpec>} */
const plain = tag => ({ parseDOM: [{ tag }], toDOM: () => [tag, 0] })

/** How each node is shown, and what in pasted HTML becomes one. @type {Record<string, Partial<NodeSpec>>} */
const LOOKS = {
  paragraph: plain('p'),
  heading: {
    parseDOM: [1, 2, 3, 4, 5, 6].map(level => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: node => [`h${node.attrs.level}`, 0],
  },
  bullet_list: plain('ul'),
  ordered_list: {
    parseDOM: [{ tag: 'ol', getAttrs: dom => ({ start: Number(dom.getAttribute('start') ?? 1) }) }],
    toDOM: node => ['ol', node.attrs.start === 1 ? {} : { start: String(node.attrs.start) }, 0],
  },
  list_item: {
    parseDOM: [{ tag: 'li', getAttrs: dom => ({ checked: dom.dataset.haken ?? '' }) }],
    toDOM: node => ['li', node.attrs.checked ? { 'data-haken': node.attrs.checked } : {}, 0],
  },
  blockquote: plain('blockquote'),
  code_block: { parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }], toDOM: () => ['pre', ['code', 0]] },
  rule: { parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
  box: {
    parseDOM: [{
      tag: 'div[data-kasten]',
      contentElement: '.inhalt',
      getAttrs: dom => ({
        name: BOXES.has(dom.dataset.kasten ?? '') ? dom.dataset.kasten : 'tipp',
        argument: dom.dataset.titel ?? '',
        options: JSON.parse(dom.dataset.angaben ?? '[]'),
      }),
    }],
    toDOM: node => [
      'div',
      {
        'data-kasten': node.attrs.name, 'data-titel': node.attrs.argument,
        'data-angaben': JSON.stringify(node.attrs.options), class: `rg-box rg-${node.attrs.name}`,
      },
      ['p', { class: 'rg-box-title' }, boxTitle(node.attrs.name)],
      ['div', { class: 'inhalt' }, 0],
    ],
  },
  verbatim: {
    parseDOM: [{ tag: 'div[data-baustein]', getAttrs: dom => ({ source: dom.dataset.baustein }) }],
    toDOM: node => ['div', { 'data-baustein': node.attrs.source, class: 'baustein' }, firstWords(node.attrs.source)],
  },
  figure: {
    parseDOM: [{
      tag: 'figure',
      contentElement: 'figcaption',
      getAttrs: dom => {
        const image = dom.querySelector('img')
        return { source: image?.dataset.quelle ?? '', alt: image?.alt ?? '', options: JSON.parse(dom.dataset.angaben ?? '[]') }
      },
    }],
    toDOM: node => [
      'figure',
      { 'data-angaben': JSON.stringify(node.attrs.options) },
      ['img', { 'data-quelle': node.attrs.source, alt: node.attrs.alt }],
      ['figcaption', 0],
    ],
  },
  table_block: {
    parseDOM: [{ tag: 'div[data-tabelle]', getAttrs: dom => ({ options: JSON.parse(dom.dataset.tabelle || '[]') }) }],
    toDOM: node => ['div', { 'data-tabelle': JSON.stringify(node.attrs.options), class: 'rg-tabelle' }, 0],
  },
  table: { parseDOM: [{ tag: 'table' }], toDOM: () => ['div', { class: 'rg-breit' }, ['table', { class: 'docutils' }, ['tbody', 0]]] },
  table_row: plain('tr'),
  table_cell: { parseDOM: [{ tag: 'td', getAttrs: span }], toDOM: node => ['td', spanned(node), 0] },
  table_header: { parseDOM: [{ tag: 'th', getAttrs: span }], toDOM: node => ['th', { scope: 'col', ...spanned(node) }, 0] },
  caption: { parseDOM: [{ tag: 'p.beschriftung', priority: 60 }, { tag: 'caption' }], toDOM: () => ['p', { class: 'beschriftung' }, 0] },
  definition_list: { parseDOM: [{ tag: 'dl' }], toDOM: () => ['dl', 0] },
  definition: { parseDOM: [{ tag: 'div.erklaerung' }], toDOM: () => ['div', { class: 'erklaerung' }, 0] },
  term: plain('dt'),
  detail: plain('dd'),
  note: {
    parseDOM: [{ tag: 'div[data-fussnote]', getAttrs: dom => ({ label: dom.dataset.fussnote }) }],
    toDOM: node => ['div', { 'data-fussnote': node.attrs.label, class: 'fussnote' }, 0],
  },
  hard_break: { parseDOM: [{ tag: 'br' }], toDOM: () => ['br'] },
  image: {
    parseDOM: [{ tag: 'img[data-quelle]', getAttrs: dom => ({ source: dom.dataset.quelle, alt: dom.getAttribute('alt') ?? '' }) }],
    toDOM: node => ['img', { 'data-quelle': node.attrs.source, alt: node.attrs.alt }],
  },
  math: {
    parseDOM: [{ tag: 'code[data-formel]', getAttrs: dom => ({ tex: dom.dataset.formel }) }],
    toDOM: node => ['code', { 'data-formel': node.attrs.tex }, node.attrs.tex],
  },
  role: {
    parseDOM: [{
      tag: 'span[data-angabe]',
      getAttrs: dom => ({ name: dom.dataset.angabe, content: dom.dataset.inhalt ?? '' }),
    }],
    toDOM: node => ['span', { 'data-angabe': node.attrs.name, 'data-inhalt': node.attrs.content, class: 'angabe' }, node.attrs.content],
  },
  note_ref: {
    parseDOM: [{ tag: 'sup[data-verweis]', getAttrs: dom => ({ label: dom.dataset.verweis }) }],
    toDOM: node => ['sup', { 'data-verweis': node.attrs.label }, node.attrs.label],
  },
  autolink: {
    parseDOM: [{ tag: 'span[data-ziel]', getAttrs: dom => ({ target: dom.dataset.ziel, kind: dom.dataset.art ?? 'link' }) }],
    toDOM: node => ['span', { 'data-ziel': node.attrs.target, 'data-art': node.attrs.kind, class: 'verweis' }, node.attrs.target],
  },
}

/** @type {Record<string, Partial<MarkSpec>>} */
const MARK_LOOKS = {
  link: {
    parseDOM: [{
      tag: 'a[href]',
      getAttrs: dom => {
        const target = dom.getAttribute('href') ?? ''
        return isAllowedAddress(target) && !target.startsWith('#') && { target }
      },
    }],
    toDOM: mark => ['a', { href: mark.attrs.target }, 0],
  },
  xref: {
    parseDOM: [{ tag: 'a[data-ziel]', priority: 60, getAttrs: dom => ({ target: dom.dataset.ziel }) }],
    toDOM: mark => ['a', { 'data-ziel': mark.attrs.target, class: 'verweis' }, 0],
  },
  strong: {
    parseDOM: [
      { tag: 'strong' },
      { tag: 'b', getAttrs: dom => dom.style.fontWeight !== 'normal' && null },
      { style: 'font-weight', getAttrs: value => /^(bold(er)?|[6-9]\d\d)$/.test(value) && null },
    ],
    toDOM: () => ['strong', 0],
  },
  em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }, { style: 'font-style=italic' }], toDOM: () => ['em', 0] },
  strike: { parseDOM: [{ tag: 's' }, { tag: 'del' }], toDOM: () => ['s', 0] },
  sup: { parseDOM: [{ tag: 'sup' }], toDOM: () => ['sup', 0] },
  sub: { parseDOM: [{ tag: 'sub' }], toDOM: () => ['sub', 0] },
  code: { parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
  foreign: {
    parseDOM: [{ tag: 'span[data-sprache]', getAttrs: dom => ({ language: dom.lang, rtl: dom.dir === 'rtl' }) }],
    toDOM: mark => ['span', { 'data-sprache': '', lang: mark.attrs.language, dir: mark.attrs.rtl ? 'rtl' : 'ltr' }, 0],
  },
}

/**
 * @template S
 * @param {Record<string, object>} specs @param {Record<string, Partial<S>>} looks @returns {Record<string, S>}
 */
const dressed = (specs, looks) => Object.fromEntries(
  Object.entries(specs).map(([name, spec]) => [name, /** @type {S} */ ({ ...spec, ...looks[name] })]),
)

export const schema = new Schema({
  nodes: dressed(table.nodes, LOOKS),
  marks: dressed(table.marks, MARK_LOOKS),
})
