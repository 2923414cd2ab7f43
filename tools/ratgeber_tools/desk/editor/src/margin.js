/**
 * Notes in the margin, and suggestions: what people say about a text without changing it.  A file of its own, loaded when
 * the text is there.
 *
 * A note is a box of the chapter.  The text does not show it; it stands beside the words it hangs on where there is room,
 * else on a sheet from the screen's lower edge.  The server says where those words are, and does what is done with notes:
 * whoever may only comment sends no step of the text.
 */
import './margin.css'
import { Plugin, PluginKey, Selection, TextSelection } from 'prosemirror-state'
import { Fragment, Slice } from 'prosemirror-model'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { fetched } from './assistance.js'
import { element } from './elements.js'
import { card, draft } from './note_cards.js'
import { isSuggestion, suggestion } from './suggestion.js'
import { REMOTE } from './tidying.js'

/**
 * @typedef {import('prosemirror-model').Node} Node
 * @typedef {import('prosemirror-view').EditorView} EditorView
 * @typedef {{ from: number, to: number }} Span
 *
 * @typedef {object} Note as the server says it (`server/margin.py`)
 * @property {string} key
 * @property {string} kind
 * @property {string} office
 * @property {string} asked
 * @property {string} quoted
 * @property {string[]} words
 * @property {{ office: string, words: string[] }[]} answers
 * @property {boolean} done
 * @property {[number, number]} box
 * @property {[number, number] | null} anchor
 * @property {boolean} changed
 * @property {boolean} mayDelete
 *
 * @typedef {import('./beside.js').Surroundings & { connection: { version: number, pending: unknown[] } }} Page
 */

const NAME = 'redaktionsnotiz'
const PAUSE = 250
/** So much room a card needs beside the text, and between two cards, in pixels. */
const CARD_WIDTH = 230
const GAP = 10
const OFFLINE = 'Das ist noch nicht angekommen. Was Sie geschrieben haben, steht noch da: Versuchen Sie es gleich noch einmal.'

/** @typedef {{ marks: DecorationSet, draft: Span | null }} Shown the marks at words, and the words a new note is for */

/** @type {PluginKey<Shown>} */
const key = new PluginKey('notizen')

/** @param {Node} node */
const isNote = node => node.type.name === 'box' && node.attrs.name === NAME

/** @param {Node} doc @returns {{ node: Node, at: number }[]} */
function notesIn(doc) {
  const found = /** @type {{ node: Node, at: number }[]} */ ([])
  doc.descendants((node, at) => {
    if (isNote(node)) found.push({ node, at })
    return !isNote(node) && !node.inlineContent
  })
  return found
}

/** What a copy takes along: no notes, they stay where they are. @param {Fragment} content @returns {Fragment} */
function withoutNotes(content) {
  const kept = /** @type {Node[]} */ ([])
  content.forEach(node => { if (!isNote(node)) kept.push(node.inlineContent ? node : node.copy(withoutNotes(node.content))) })
  return Fragment.fromArray(kept)
}

/** Where a note may stand, between two blocks or before: not among the footnotes, it would become one without a mark.
 * @param {Node} doc @param {number} at between two blocks */
function placeOf(doc, at) {
  let index = doc.resolve(at).index(0)
  let place = at
  while (index > 0 && doc.child(index - 1).type.name === 'note') place -= doc.child(--index).nodeSize
  return place
}

/** Notes are not deleted with the text around them, and no cursor stands in one. */
/** @type {Plugin<Shown>} */
const keeping = new Plugin({
  key,
  state: {
    init: () => /** @type {Shown} */ ({ marks: DecorationSet.empty, draft: null }),
    apply(change, { marks, draft }) {
      const told = change.getMeta(key)
      const at = (/** @type {number} */ place, /** @type {number} */ side) => change.mapping.map(place, side)
      return {
        marks: told?.marks ?? marks.map(change.mapping, change.doc),
        draft: told && 'draft' in told ? told.draft : draft && { from: at(draft.from, 1), to: at(draft.to, -1) },
      }
    },
  },
  appendTransaction(transactions, before, state) {
    // what is only put right behind an author's change takes no note away; to answer it would go on for ever (`tidying`)
    if (transactions.every(one => one.getMeta('appendedTransaction'))) return null
    const change = state.tr
    const isOwn = transactions.some(one => one.docChanged) && !transactions.some(one => one.getMeta(REMOTE))
    if (isOwn) {
      const there = notesIn(state.doc).map(({ node }) => node)
      for (const { node, at } of notesIn(before.doc)) {
        const found = there.findIndex(other => other.eq(node))
        if (found >= 0) {
          there.splice(found, 1)
          continue
        }
        let place = at
        for (const one of transactions) place = one.mapping.map(place)
        const $at = change.doc.resolve(change.mapping.map(place))
        change.insert(placeOf(change.doc, $at.depth ? $at.after(1) : $at.pos), node)
      }
    }
    const { $head, empty } = state.selection
    for (let depth = $head.depth; empty && depth > 0; depth--) {
      if (!isNote($head.node(depth))) continue
      const isBack = before.selection.head > $head.pos
      const edge = change.mapping.map(isBack ? $head.before(depth) : $head.after(depth))
      change.setSelection(Selection.near(change.doc.resolve(edge), isBack ? -1 : 1))
    }
    return change.docChanged || change.selectionSet ? change : null
  },
  props: {
    decorations(state) {
      const { marks, draft } = /** @type {Shown} */ (key.getState(state))
      const hidden = notesIn(state.doc).map(({ node, at }) => Decoration.node(at, at + node.nodeSize, { 'data-am-rand': '', 'aria-hidden': 'true' }))
      const own = draft && draft.from < draft.to ? [Decoration.inline(draft.from, draft.to, { class: 'angemerkt neu' })] : []
      return marks.add(state.doc, [...hidden, ...own])
    },
    transformPasted: slice => new Slice(withoutNotes(slice.content), slice.openStart, slice.openEnd),
    handleKeyDown(view, event) { // a block that is moved passes the notes beside it as if they were not there
      const step = event.altKey && event.shiftKey && { ArrowUp: -1, ArrowDown: 1 }[event.key]
      if (step && view.editable) passNotes(view, step)
      return false
    },
  },
})

/** @param {EditorView} view @param {number} step */
function passNotes(view, step) {
  const { doc, selection: { $from }, tr } = view.state
  const index = $from.index(0)
  let other = index + step
  while (other >= 0 && other < doc.childCount && isNote(doc.child(other))) other += step
  const count = Math.abs(other - index) - 1
  if (!count || other < 0 || other >= doc.childCount) return
  const start = $from.before(1)
  const end = start + doc.child(index).nodeSize
  const notes = Array.from({ length: count }, (_, number) => doc.child(index + step * (number + 1)))
  const size = notes.reduce((sum, note) => sum + note.nodeSize, 0)
  if (step > 0) tr.delete(end, end + size).insert(start, notes)
  else tr.delete(start - size, start).insert(end - size, notes.reverse())
  view.dispatch(tr)
}

/** @param {Page} page */
export async function begin(page) {
  const { view, path, say, hear, connection } = page
  link()
  page.plugins.unshift(keeping)
  view().updateState(view().state.reconfigure({ plugins: page.plugins }))
  const { rights, office } = await fetched(`/api/ich?raum=${path}`)
  const mayComment = rights.includes('kommentieren') && !isSuggestion(path)
  suggestion(page, rights)

  const list = element('ol')
  const close = element('button', { type: 'button', class: 'zu' }, 'Schließen')
  const told = element('h2', { tabindex: '-1' }, 'Notizen')
  const node = element('section', { class: 'notizen', 'aria-label': 'Notizen' }, element('div', { class: 'griff' }, told, close), list)
  const number = element('span')
  const way = element('button', { type: 'button', class: 'notizzahl', hidden: '' }, number)
  const add = element('button', { type: 'button', class: 'anmerken', title: 'Anmerken (Strg+Alt+M)', hidden: '' }, 'Anmerken')
  page.save.before(way)
  page.text.after(node)
  document.body.append(add)

  /** @type {Note[]} */
  let notes = []
  /** @type {string[]} */
  let offices = []
  /** Cards by the key of their note; the new one has none. @type {Map<string, HTMLElement>} */
  const cards = new Map()
  /** @type {HTMLElement | null} */
  let writing = null
  let active = ''
  let isSheet = false
  /** @type {ReturnType<typeof setTimeout>} */
  let timer
  let known = ''

  const body = () => JSON.stringify(notesIn(view().state.doc).map(({ node: one }) => one.textContent))
  const isHere = () => !connection.pending.length

  /** @param {Note} note @returns {Span | null} */
  const spanOf = note => {
    const found = /** @type {Shown} */ (key.getState(view().state)).marks.find(undefined, undefined, spec => spec.note === note.key)
    return found.length ? found[0] : null
  }

  /** Where something in the text stands, from the section's upper edge. @param {number} at */
  const heightOf = at => {
    const { state } = view()
    const place = Math.max(0, Math.min(at, state.doc.content.size))
    try {
      return view().coordsAtPos(place, 1).top - node.getBoundingClientRect().top
    } catch { return 0 }
  }

  const lay = () => {
    const room = page.place.getBoundingClientRect().right - page.text.getBoundingClientRect().right
    isSheet = room < CARD_WIDTH
    node.classList.toggle('blatt', isSheet)
    if (!isSheet) node.style.insetInlineStart = `${page.text.getBoundingClientRect().right - page.place.getBoundingClientRect().left + 8}px`
    if (!isSheet) node.style.inlineSize = `${Math.min(room - 24, 300)}px`
    const placed = /** @type {[number, HTMLElement][]} */ ([])
    for (const note of notes) {
      const shown = cards.get(note.key)
      if (shown) placed.push([heightOf(spanOf(note)?.from ?? note.box[0] - 1), shown])
    }
    const at = key.getState(view().state)?.draft
    if (writing && at) placed.push([heightOf(at.from), writing])
    if (isSheet) {
      for (const [, shown] of placed) shown.style.insetBlockStart = ''
      return
    }
    placed.sort((one, other) => one[0] - other[0])
    let next = 0
    for (const [top, shown] of placed) {
      const place = Math.max(top, next)
      shown.style.insetBlockStart = `${place}px`
      next = place + shown.offsetHeight + GAP
    }
    node.style.minBlockSize = ''
  }

  const mark = () => {
    const { doc, tr } = view().state
    const marks = notes.filter(note => note.anchor && note.anchor[1] <= doc.content.size).map(note => {
      const [from, to] = /** @type {[number, number]} */ (note.anchor)
      return Decoration.inline(from, to, { class: `angemerkt${note.done ? ' erledigt' : ''}`, 'data-notiz': note.key }, { note: note.key })
    })
    view().dispatch(tr.setMeta(key, { marks: DecorationSet.create(doc, marks) }).setMeta('addToHistory', false))
  }

  /** @param {string} name of the note to make the one in front @param {boolean} [isFocused] */
  const activate = (name, isFocused = false) => {
    if (active !== name) {
      active = name
      for (const [one, shown] of cards) shown.classList.toggle('vorn', one === name)
      for (const one of view().dom.querySelectorAll('.angemerkt')) one.classList.toggle('vorn', /** @type {HTMLElement} */ (one).dataset.notiz === name)
    }
    const shown = cards.get(name)
    if (!shown) return
    if (isSheet && isFocused) open()
    if (isFocused) {
      shown.focus()
      shown.scrollIntoView({ block: 'nearest' })
    }
  }

  const open = () => { node.classList.add('offen') }
  const shut = () => {
    node.classList.remove('offen')
    view().focus()
  }

  /** @param {Note} note */
  const toWords = note => {
    const span = spanOf(note)
    if (!span) return say('Diese Wörter stehen nicht mehr im Text.')
    if (isSheet) node.classList.remove('offen')
    page.select(span)
    view().focus()
  }

  /** Have the server do something; what was typed stays where it was not done.
   * @param {Record<string, unknown>} deed @returns {Promise<boolean>} */
  const send = async deed => {
    for (let wait = 0; !isHere() && wait < 40; wait++) await new Promise(go => setTimeout(go, 100))
    if (!isHere()) {
      say(OFFLINE, true)
      return false
    }
    const draftAt = key.getState(view().state)?.draft
    const place = deed.do === 'add' && draftAt ? { version: connection.version, ...draftAt } : {}
    try {
      await fetched(`/api/notizen/${path}`, {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ...deed, ...place }),
      })
      return true
    } catch (problem) {
      say(/** @type {Error} */ (problem).message || OFFLINE, true)
      return false
    }
  }

  const show = () => {
    const focused = document.activeElement instanceof HTMLElement && node.contains(document.activeElement) ? document.activeElement : null
    const of = focused?.closest('li')?.dataset.key
    const typed = new Map([...cards].map(([name, shown]) => [name, /** @type {HTMLTextAreaElement | null} */ (shown.querySelector('textarea'))?.value ?? '']))
    cards.clear()
    for (const note of notes) {
      cards.set(note.key, card(note, { mayComment, office, typed: typed.get(note.key) ?? '', send, toWords, activate, lay }))
    }
    list.replaceChildren(...cards.values(), ...(writing ? [writing] : []))
    const waiting = notes.filter(note => !note.done).length
    way.hidden = !notes.length
    number.textContent = `${notes.length}`
    way.setAttribute('aria-label', `Notizen: ${notes.length}`)
    way.title = `Notizen: ${waiting} offen`
    told.textContent = notes.length ? `Notizen (${notes.length})` : 'Notizen'
    node.classList.toggle('leer', !notes.length && !writing)
    if (active) cards.get(active)?.classList.add('vorn')
    mark()
    lay()
    if (of !== undefined && !document.activeElement?.closest('.notizen')) (cards.get(of) ?? told).focus()
  }

  const ask = async () => {
    const answer = await fetched(`/api/notizen/${path}`).catch(() => null)
    if (!answer) return
    if (answer.version !== connection.version || !isHere()) return later() // somebody is writing: the places would be others
    ;({ notes, offices } = answer)
    known = body()
    show()
  }
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), PAUSE)
  }

  const stop = () => {
    writing = null
    view().dispatch(view().state.tr.setMeta(key, { draft: null }).setMeta('addToHistory', false))
    show()
    if (isSheet) shut()
    view().focus()
  }

  /** Write a note on the selected words, or on the word at the cursor. */
  const annotate = () => {
    if (!mayComment) return say('Ihre Stelle darf hier nichts anmerken. Was sie darf, steht unter „Ihr Konto“.', true)
    if (writing) return writing.querySelector('textarea')?.focus()
    const { selection, doc } = view().state
    const on = selection.empty ? wordAt(selection.$head) : { from: selection.from, to: selection.to }
    if (!on || !doc.textBetween(on.from, on.to, ' ').trim()) return say('Wählen Sie zuerst die Wörter, zu denen Sie etwas anmerken wollen.')
    view().dispatch(view().state.tr.setMeta(key, { draft: on }).setMeta('addToHistory', false))
    writing = draft(doc.textBetween(on.from, on.to, ' '), offices, async (words, asked) => {
      if (!await send({ do: 'add', words, asked })) return
      stop()
      hear('Die Notiz ist angefügt.')
    }, stop)
    add.hidden = true
    show()
    if (isSheet) open()
    writing.querySelector('textarea')?.focus({ preventScroll: !isSheet })
    if (!isSheet) writing.scrollIntoView({ block: 'nearest' })
  }
  add.addEventListener('mousedown', event => event.preventDefault()) // the selection stays
  add.addEventListener('click', annotate)
  document.addEventListener('keydown', event => {
    if (event.code !== 'KeyM' || !event.altKey || !(event.ctrlKey || event.metaKey) || event.getModifierState('AltGraph')) return
    event.preventDefault()
    annotate()
  })
  way.addEventListener('click', () => {
    if (isSheet) open()
    const first = notes.find(note => !note.done) ?? notes[0]
    if (first) activate(first.key, true)
  })
  close.addEventListener('click', () => (writing ? stop() : shut()))
  node.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    const note = notes.find(one => one.key === active)
    if (writing) return stop()
    if (isSheet) shut()
    else if (note && spanOf(note)) toWords(note)
    else view().focus()
  })
  page.text.addEventListener('click', event => {
    const on = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest?.('[data-notiz]'))
    if (on?.dataset.notiz && isSheet && view().state.selection.empty) activate(on.dataset.notiz, true)
  })

  /** @param {Selection} selection @returns {number} which note of the text it stands in, -1 for none */
  const around = ({ $from, from, to }) => notesIn($from.doc).findIndex(({ node: one, at }) => at < from && to < at + one.nodeSize)
  /** Offer to note something on what is selected, while the text has the focus: who is busy elsewhere, as in the line that
   * finds words, reads what the offer would lie over. */
  const offer = () => {
    const { selection } = view().state
    const isNoted = notes.some(one => { const span = spanOf(one); return span?.from === selection.from && span.to === selection.to })
    const isSelected = selection instanceof TextSelection && !selection.empty && around(selection) < 0
    const isInHand = view().hasFocus() || document.activeElement === add
    add.hidden = !isSelected || isNoted || !isInHand || !mayComment || !!writing
    if (add.hidden) return
    add.classList.toggle('unten', isSheet)
    const at = view().coordsAtPos(selection.to, -1)
    add.style.insetBlockStart = isSheet ? '' : `${at.bottom + scrollY + 6}px`
    add.style.insetInlineStart = isSheet ? '' : `${at.right - add.offsetWidth / 2}px`
  }
  let heard = ''
  /** Say what is noted where the cursor comes to; what is selected can be noted on. */
  const follow = () => {
    const { selection } = view().state
    const found = around(selection)
    if (found >= 0 && notes[found] && heard !== notes[found].key) { // somebody was looking for what a note says
      heard = notes[found].key
      if (isSheet) open()
      activate(heard)
      cards.get(heard)?.scrollIntoView({ block: 'center' })
      return
    }
    if (found >= 0) return
    const note = notes.find(one => {
      const span = spanOf(one)
      return span && span.from <= selection.head && selection.head <= span.to
    })
    if (note && heard !== note.key) {
      hear(`Notiz${note.office ? ` von ${note.office}` : ''} zu „${note.quoted}“: ${note.words.join(' ')}${note.answers.map(one => ` Antwort${one.office ? ` von ${one.office}` : ''}: ${one.words.join(' ')}`).join('')}${note.done ? ' Erledigt.' : ''}`)
      activate(note.key)
    }
    if (!note && heard) activate('')
    heard = note?.key ?? ''
    offer()
  }
  document.addEventListener('selectionchange', () => requestAnimationFrame(follow))
  for (const moved of ['focusin', 'focusout']) document.addEventListener(moved, () => requestAnimationFrame(offer))
  new ResizeObserver(lay).observe(document.body)
  await ask()
  follow()
  return {
    /** After each change of the document. */
    update() {
      if (body() !== known || !notes.every(note => !note.anchor || spanOf(note))) later()
      requestAnimationFrame(lay)
    },
  }
}

/** @param {import('prosemirror-model').ResolvedPos} $at @returns {Span | null} the word a cursor stands in */
function wordAt($at) {
  if (!$at.parent.isTextblock) return null
  const text = $at.parent.textBetween(0, $at.parent.content.size, '\n', '\ufffc')
  const { parentOffset: at } = $at
  const start = at - (/[\p{L}\p{N}-]*$/u.exec(text.slice(0, at))?.[0].length ?? 0)
  const end = at + (/^[\p{L}\p{N}-]*/u.exec(text.slice(at))?.[0].length ?? 0)
  return start < end ? { from: $at.start() + start, to: $at.start() + end } : null
}

function link() {
  document.head.append(element('link', { rel: 'stylesheet', href: '/web/margin.css' }))
}
