/**
 * What comes into a chapter from outside: pasted text goes to the server, which cleans and repairs it as an import does,
 * and is put in as one step that undo takes back.  Without a line the editor's own plain cleaning does.  Word files and
 * pictures come the same way.
 *
 * A file of its own, loaded when the page stands.
 */
import { closeHistory } from 'prosemirror-history'
import { Fragment } from 'prosemirror-model'
import { Plugin, Selection } from 'prosemirror-state'
import { fetched } from './assistance.js'
import { ask } from './later.js'
import { askAboutPicture } from './pictures.js'
import { REMOTE } from './tidying.js'
import { chosen, readWordFile } from './word_files.js'

/**
 * @typedef {import('prosemirror-view').EditorView} EditorView
 * @typedef {import('prosemirror-model').Node} Node
 * @typedef {import('prosemirror-state').Transaction} Transaction
 *
 * @typedef {object} Desk what the page gives
 * @property {() => EditorView} view
 * @property {import('prosemirror-state').Plugin[]} plugins of every state the page makes
 * @property {import('./assistance.js').Assistance} assistance
 * @property {(words: string, isUrgent?: boolean) => void} say
 *
 * @typedef {{ html: string, text: string, files: File[] }} Brought what a clipboard or a drop holds
 * @typedef {{ from: number, to: number }} Place
 */

const WAIT_FOR = 20_000
const COPIED = 'redaktion:kopiert'
/** More than this a browser's memory for a page does not take. */
const MOST_KEPT = 400_000
const HOLDERS = new Set(['list_item', 'box', 'blockquote', 'table_cell', 'table_header', 'detail', 'note'])
const ENCLOSING = new Set(['box', 'blockquote', 'bullet_list', 'ordered_list', 'definition_list', 'table_block'])
/** In one step, in characters; the server takes no more, in positions of a chapter. */
const MOST_AT_ONCE = 5_000_000
const LONGEST = 2_000_000
/** Half a character, as JSON writes it. */
const HALF = /(?<!\\)(?:\\\\)*\\ud[89a-f]/i
const HALVED = 'Das war nur ein halbes Zeichen, etwa ein Stück eines Emojis. Setzen Sie es ganz.'
const TOO_MUCH = 'Das ist zu viel auf einmal. Fügen Sie es in Stücken ein, oder teilen Sie das Kapitel.'
const PLAIN = 'Ohne Verbindung wurde der Text so eingefügt, wie er kam. Sehen Sie nach, ob Listen und Überschriften stimmen.'

/** Begin to take in. @param {Desk} desk */
export function intake(desk) {
  const { say, assistance } = desk
  /** @type {Map<number, Place>} */
  const places = new Map()
  let count = 0

  /** Remember a place while its text is being cleaned: others go on writing. @param {number} from @param {number} to */
  const hold = (from, to) => {
    places.set(++count, { from, to })
    return count
  }
  /** @param {number} key @returns {Place} */
  const release = key => {
    const place = /** @type {Place} */ (places.get(key))
    places.delete(key)
    return place
  }

  /** @param {Brought} brought @param {Place} [at] where to put it, the selection if not said */
  async function bring(brought, at) {
    const view = desk.view()
    const { from, to } = at ?? view.state.selection
    const key = hold(from, to)
    const { html, text } = brought
    let answer
    try {
      answer = await fetched(`/api/einfuegen/${assistance.path}`, {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, signal: AbortSignal.timeout(WAIT_FOR),
        body: JSON.stringify({ html, text, ...around(view.state.doc, from) }),
      })
    } catch (problem) {
      const place = release(key)
      const isLine = problem instanceof TypeError || /** @type {Error} */ (problem).name === 'TimeoutError'
      if (isLine) pastePlainly(brought, place)
      else say(/** @type {Error} */ (problem).message, true)
      return
    }
    const content = await withPictures(answer)
    const place = release(key)
    if (content.length) put(desk, place, content, text)
    if (answer.sentences.length) say(answer.sentences.join(' '), true)
    desk.view().focus()
  }

  /** Ask whose the pictures of a pasted text are; those that stay without an answer are left out.
   * @param {{ content: any[], pictures: { name: string, data: string }[] }} answer */
  async function withPictures({ content, pictures }) {
    /** @type {Map<string, import('./pictures.js').Told | null>} */
    const told = new Map()
    for (const [at, { name, data }] of pictures.entries()) {
      const bytes = Uint8Array.from(atob(data), sign => sign.charCodeAt(0))
      const title = pictures.length > 1 ? `Bild ${at + 1} von ${pictures.length} aus dem eingefügten Text` : 'Bild aus dem eingefügten Text'
      told.set(name, await askAboutPicture(assistance, new File([bytes], name), title, altOf(content, name)))
    }
    return content.flatMap(node => settled(node, told))
  }

  /** @param {File} [file] asked for where there is none yet @param {Place} [at] */
  async function bringPicture(file, at) {
    const { from, to } = at ?? desk.view().state.selection
    const key = hold(from, to)
    const told = await askAboutPicture(assistance, file)
    const place = release(key)
    if (told) put(desk, place, figure({ source: told.source, alt: told.alt }, told))
    desk.view().focus()
  }

  /** @param {File} file @param {Place} [at] */
  async function bringFile(file, at) {
    const { doc, selection } = desk.view().state
    const { from, to } = at ?? selection
    const key = hold(from, to)
    const offer = await readWordFile(file, assistance.path, around(doc, from), say)
    const content = offer?.content ? await withPictures({ content: offer.content, pictures: offer.pictures }) : []
    const place = release(key)
    if (content.length) put(desk, place, content)
    desk.view().focus()
  }

  /** @param {Brought} brought @param {Place} place */
  function pastePlainly({ html, text }, place) {
    const view = desk.view()
    const change = view.state.tr
    if (place.from < place.to) change.deleteRange(place.from, place.to)
    view.dispatch(change.setSelection(near(change, change.mapping.map(place.from, -1))))
    if (html) view.pasteHTML(plainly(html))
    else view.pasteText(text)
    say(PLAIN, true)
  }

  /** @param {Brought} brought @param {Place} [at] */
  function take(brought, at) {
    const { html, text, files } = brought
    const pictures = files.filter(file => file.type.startsWith('image/'))
    if (pictures.length && !hasWords(html)) {
      void pictures.reduce((before, file) => before.then(() => bringPicture(file, at)), Promise.resolve())
      return true
    }
    const file = files.find(one => !one.type.startsWith('image/'))
    if (file) {
      void bringFile(file, at)
      return true
    }
    if (!html && !/\n/.test(text.trim())) return false // a word, an address
    void bring(brought, at)
    return true
  }

  const plugin = new Plugin({
    state: {
      init: () => null,
      apply(change) {
        for (const place of places.values()) {
          place.from = change.mapping.map(place.from, -1)
          place.to = Math.max(place.from, change.mapping.map(place.to, -1))
        }
        return null
      },
    },
    filterTransaction(change) {
      if (!change.docChanged || change.getMeta(REMOTE)) return true
      const sent = JSON.stringify(change.steps)
      const sentence = HALF.test(sent) ? HALVED : sent.length > MOST_AT_ONCE || change.doc.content.size > LONGEST ? TOO_MUCH : ''
      if (sentence) say(sentence, true)
      return !sentence
    },
    props: {
      handlePaste(view, event) {
        const brought = broughtBy(event.clipboardData)
        const isAsText = /** @type {any} */ (view).input?.shiftKey
        if (!brought || isAsText || isOurs(brought.html) || view.state.selection.$from.parent.type.spec.code) return false
        return take(brought)
      },
      handleDrop(view, event, _slice, moved) {
        const brought = broughtBy(event.dataTransfer)
        if (moved || !brought || isOurs(brought.html)) return false
        const found = view.posAtCoords({ left: event.clientX, top: event.clientY })
        const at = found?.pos ?? view.state.selection.from
        const isTaken = take(brought, { from: at, to: at })
        if (isTaken) event.preventDefault()
        return isTaken
      },
      handleDOMEvents: { copy: remember, cut: remember, dragstart: remember },
    },
  })
  desk.plugins.unshift(plugin)
  const view = desk.view()
  view?.updateState(view.state.reconfigure({ plugins: desk.plugins }))
  document.addEventListener('dragover', event => { if (holdsFiles(event)) event.preventDefault() })
  document.addEventListener('drop', event => { // beside the text: else the browser leaves the page to show the file
    if (!holdsFiles(event) || event.defaultPrevented) return
    event.preventDefault()
    const brought = broughtBy(event.dataTransfer)
    if (brought) take({ ...brought, html: '' })
  })
  document.body.dataset.annahme = 'bereit'
  return {
    /** Let the author choose a Word file. */
    async word() {
      const file = await chosen()
      if (file) await bringFile(file)
    },
    /** Show what stood on the page and is not taken, to be copied. @param {Node} mine */
    lost(mine) {
      const there = textsOf(desk.view().state.doc)
      const value = textsOf(mine).filter(words => !there.includes(words)).join('\n\n')
      if (value) void ask('Das wurde nicht übernommen', [{ name: 'worte', label: 'Kopieren Sie, was Sie noch brauchen', type: 'textarea', value }], 'Fertig')
    },
  }
}

/** @param {Node} doc */
function textsOf(doc) {
  const found = /** @type {string[]} */ ([])
  doc.descendants(node => { if (node.isTextblock) found.push(node.textContent) })
  return found
}

// ------------------------------------------------------------------------------------------- what a clipboard holds

/** @param {DragEvent} event */
const holdsFiles = event => Boolean(event.dataTransfer?.types.includes('Files'))

/** @param {DataTransfer | null} data @returns {Brought | null} */
function broughtBy(data) {
  if (!data) return null
  const brought = { html: data.getData('text/html'), text: data.getData('text/plain'), files: [...data.files] }
  return brought.html || brought.text || brought.files.length ? brought : null
}

/** @param {string} html in a document of its own: nothing is fetched, nothing runs */
const parsed = html => new DOMParser().parseFromString(html, 'text/html').body

/** @param {string} html */
function hasWords(html) {
  const body = parsed(html)
  body.querySelectorAll('style, script, title').forEach(one => one.remove())
  return Boolean(body.textContent?.trim())
}

/** Keep what is copied here: only that may come back as it is, whatever a page says of itself. @param {EditorView} view */
function remember(view) {
  try {
    const html = innermost(parsed(view.serializeForClipboard(view.state.selection.content()).dom.innerHTML))
    if (html.length < MOST_KEPT) localStorage.setItem(COPIED, html)
    else localStorage.removeItem(COPIED)
  } catch { /* no room: then it is cleaned like anything else */ }
  return false
}

/** @param {string} html */
const isOurs = html => html.includes('data-pm-slice') && innermost(parsed(html)) === localStorage.getItem(COPIED)

/** @param {HTMLElement} body the same whatever a browser or a system puts around it */
const innermost = body => body.querySelector('[data-pm-slice]')?.parentElement?.innerHTML.replace(/<!--.*?-->|<meta[^>]*>/g, '').trim() ?? ''

/** HTML without anything that means more to the editor than looks. @param {string} html */
function plainly(html) {
  const body = parsed(html)
  for (const one of [...body.querySelectorAll('*')]) {
    if (/^(script|style|iframe|object|embed|svg|math|template|noscript|title|img)$/i.test(one.tagName)) one.remove()
    for (const { name } of [...one.attributes]) if (!/^(href|colspan|rowspan|start)$/.test(name)) one.removeAttribute(name)
  }
  return body.innerHTML
}

// ------------------------------------------------------------------------------------------------- putting it in

/** What the server needs to know of a place. @param {Node} doc @param {number} at */
function around(doc, at) {
  const $at = doc.resolve(at)
  let [above, depth, inside] = [0, 0, false]
  doc.forEach((node, offset) => {
    const isBefore = offset < at && node.type.name === 'heading'
    if (isBefore && (node.content.size || offset + node.nodeSize < at)) above = node.attrs.level
  })
  for (let level = $at.depth; level > 0; level--) {
    const { name } = $at.node(level).type
    inside ||= HOLDERS.has(name)
    depth += Number(ENCLOSING.has(name))
  }
  return { above, depth, inside }
}

/** A cursor near a place. @param {Transaction} change @param {number} at */
const near = (change, at) => Selection.near(change.doc.resolve(at), -1)

/**
 * Put blocks in at a place, as one change.  A single paragraph goes into the line; several blocks stand by themselves
 * where the line can be parted, so that no word is glued to another; items of a list join the list they come into.
 *
 * @param {Desk} desk @param {Place} place @param {any[]} content @param {string} [text] the same as plain text, which keeps the
 *   blanks at its ends
 */
function put({ view: current }, { from, to }, content, text = '') {
  const view = current()
  const { schema } = view.state
  const { nodes } = schema
  const change = closeHistory(view.state.tr)
  const made = content.map(one => schema.nodeFromJSON(one))
  const blocks = made.filter(one => one.type !== nodes.note)
  if (from < to) change.deleteRange(from, to)
  from = change.mapping.map(from, -1)
  const $at = change.doc.resolve(from)
  const [first] = blocks
  let end
  if (blocks.length === 1 && first.type === nodes.paragraph && $at.parent.inlineContent) {
    const blank = (/** @type {RegExp} */ edge) => (edge.test(text) ? Fragment.from(schema.text(' ')) : Fragment.empty)
    const words = blank(/^[ \u00a0]/).append(first.content).append(blank(/[ \u00a0]$/))
    change.insert(from, words)
    end = from + words.size
  } else {
    const item = $at.depth > 2 && $at.node(-1).type === nodes.list_item && blocks.length === 1 && first.type === $at.node(-2).type
    const inner = item ? first.content : Fragment.from(blocks)
    // the innermost place around the cursor that takes them
    let depth = item ? $at.depth - 1 : $at.depth
    while (depth > 0 && !$at.node(depth - 1).canReplaceWith($at.index(depth - 1), $at.index(depth - 1), inner.firstChild?.type ?? nodes.paragraph)) depth--
    const own = $at.node(depth)
    const isEmpty = depth > 0 && !own.textContent && !own.isAtom && own.childCount <= 1 && (own.inlineContent ? !own.childCount : item)
    const before = depth > 0 ? $at.before(depth) : from
    if (isEmpty) {
      change.replaceWith(before, $at.after(depth), inner)
      end = before + inner.size
    } else {
      let at = depth > 0 ? $at.after(depth) : from
      const isAtEnd = depth === 0 || from >= $at.end(depth) - ($at.depth - depth)
      const isAtStart = depth > 0 && from <= $at.start(depth) + ($at.depth - depth)
      if (isAtStart && !isAtEnd) at = before
      else if (!isAtEnd && ($at.depth - depth === 0 || item)) {
        change.split(from, $at.depth - depth + 1)
        at = from + ($at.depth - depth + 1)
      }
      change.insert(at, inner)
      end = at + inner.size
    }
  }
  change.insert(change.doc.content.size, made.filter(one => one.type === nodes.note))
  change.setSelection(near(change, end))
  view.dispatch(change.setMeta('paste', true).setMeta('uiEvent', 'paste').scrollIntoView())
}

// ----------------------------------------------------------------------------------------------------- pictures

/** @param {any[]} content @param {string} name @returns {string} what the source said is to be seen on a picture */
const altOf = (content, name) => content.map(node => (node.attrs?.source === name ? node.attrs.alt : altOf(node.content ?? [], name))).find(Boolean) ?? ''

/** A node with the pictures that were told about; one without goes, its caption stays.
 * @param {any} node @param {Map<string, import('./pictures.js').Told | null>} told @returns {any[]} */
function settled(node, told) {
  const content = node.content?.flatMap((/** @type {any} */ one) => settled(one, told))
  const name = node.attrs?.source
  if (node.type === 'figure' && told.has(name)) {
    const known = told.get(name)
    if (known) return figure({ ...node.attrs, source: known.source, alt: known.alt }, known, content)
    return content?.length ? [{ type: 'paragraph', content }] : []
  }
  if (node.type === 'image' && told.has(name)) {
    const known = told.get(name)
    return known ? [{ ...node, attrs: { ...node.attrs, source: known.source, alt: known.alt } }] : []
  }
  return [content ? { ...node, content } : node]
}

/** A figure, and below it the note that says whose it is.
 * @param {Record<string, any>} attrs @param {import('./pictures.js').Told} told @param {any[]} [caption] */
function figure(attrs, told, caption = []) {
  const words = told.caption ? [{ type: 'text', text: told.caption }] : caption
  const note = { type: 'paragraph', content: [{ type: 'text', text: told.rights }] }
  return [{ type: 'figure', attrs, content: words }, { type: 'box', attrs: { name: 'redaktionsnotiz' }, content: [note] }]
}
