/**
 * The page as parents will see it, beside the text: built by the server a moment after the last key, as wide as a phone or
 * a screen.  The frame runs no script; a newer page is put into it where it stands, so nothing jumps.
 */
import { fetched } from './assistance.js'
import { element } from './elements.js'

/** @typedef {import('prosemirror-view').EditorView} EditorView */

const PAUSE = 250
const WAIT = 100
const WIDTHS = { telefon: 390, bildschirm: 1180 }

/** @param {string} words */
const plain = words => words.replace(/\s+/g, ' ').trim()

/**
 * @param {() => EditorView} view @param {string} path of the chapter, as it stands in addresses
 * @param {() => boolean} isSent whether the server has all that was typed
 * @returns {{ button: HTMLElement, panel: HTMLElement, update: () => void }} `update` after each change of the document
 */
export function preview(view, path, isSent) {
  const button = element('button', { type: 'button', 'aria-pressed': 'false', title: 'Die Seite, wie Eltern sie sehen werden' }, 'Vorschau')
  const told = element('p', { class: 'hilfe', role: 'status' })
  const frame = element('iframe', { title: 'Vorschau der Seite', sandbox: 'allow-same-origin' })
  const room = element('div', { class: 'rahmen' }, frame)
  /** @type {keyof typeof WIDTHS} */
  let width = 'telefon'
  const choices = /** @type {(keyof typeof WIDTHS)[]} */ (['telefon', 'bildschirm']).map(one => {
    const choice = element('button', { type: 'button', 'aria-pressed': String(one === width) }, one === 'telefon' ? 'Telefon' : 'Bildschirm')
    choice.addEventListener('click', () => {
      width = one
      for (const each of choices) each.setAttribute('aria-pressed', String(each === choice))
      place()
    })
    return choice
  })
  const close = element('button', { type: 'button', class: 'weg', 'aria-label': 'Vorschau schließen', title: 'Schließen' }, '×')
  const panel = element('aside', { class: 'vorschau', 'aria-label': 'Vorschau', hidden: '' },
    element('div', { class: 'leiste', role: 'group', 'aria-label': 'Breite der Vorschau' }, ...choices, told, close), room)

  /** A page wider than its place is shown smaller. */
  const place = () => {
    document.body.dataset.vorschau = panel.hidden ? '' : width
    const scale = Math.min(1, room.clientWidth / WIDTHS[width])
    frame.style.inlineSize = `${WIDTHS[width] > room.clientWidth ? WIDTHS[width] : Math.min(room.clientWidth, WIDTHS[width])}px`
    frame.style.blockSize = `${room.clientHeight / scale}px`
    frame.style.transform = `scale(${scale})`
  }
  new ResizeObserver(place).observe(room)

  /** Bring what is being written into sight. */
  const follow = () => {
    const words = plain(view().state.selection.$from.parent.textContent).slice(0, 30)
    const inner = frame.contentDocument
    if (words.length < 4 || !inner) return
    const found = [...inner.querySelectorAll('article :is(h1, h2, h3, h4, p, li, td, th, dt, dd, figcaption)')].find(one => plain(one.textContent ?? '').includes(words))
    const box = found?.getBoundingClientRect()
    if (box && (box.top < 0 || box.bottom > (frame.contentWindow?.innerHeight ?? 0))) found?.scrollIntoView({ block: 'center' })
  }

  /** @param {string} page its address */
  const show = async page => {
    const inner = frame.contentDocument
    if (frame.contentWindow?.location.pathname !== page || !inner) {
      frame.src = page
      return
    }
    const answer = await fetch(page)
    if (!answer.ok) return
    // by the frame's own parser: what the page's styles may do says the frame's policy
    const Parser = /** @type {{ DOMParser: typeof DOMParser }} */ (/** @type {unknown} */ (frame.contentWindow)).DOMParser
    const fresh = new Parser().parseFromString(await answer.text(), 'text/html')
    inner.body.replaceChildren(...[...fresh.body.childNodes].map(one => inner.adoptNode(one)))
    follow()
  }
  frame.addEventListener('load', follow)

  let question = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  const ask = async () => {
    if (panel.hidden) return
    if (!isSent()) {
      timer = setTimeout(ask, WAIT)
      return
    }
    const mine = ++question
    if (!frame.src) told.textContent = 'Die Vorschau wird vorbereitet. Das dauert beim ersten Mal etwas.'
    try {
      const { page } = await fetched(`/api/vorschau/${path}`)
      if (mine !== question) return // a later one is under way
      await show(page)
      told.textContent = ''
    } catch (problem) {
      if (mine === question) told.textContent = problem instanceof TypeError ? 'Keine Verbindung: Die Vorschau ist nicht auf dem neuesten Stand.' : /** @type {Error} */ (problem).message
    }
  }
  const toggle = () => {
    panel.hidden = !panel.hidden
    button.setAttribute('aria-pressed', String(!panel.hidden))
    place()
    if (panel.hidden) return
    ;(choices.find(one => one.offsetParent) ?? close).focus() // in a list or a table of the text, Tab would not come here
    void ask()
  }
  button.addEventListener('click', toggle)
  close.addEventListener('click', () => { toggle(); button.focus() })
  panel.addEventListener('keydown', event => { if (event.key === 'Escape') { toggle(); view().focus() } })
  return {
    button,
    panel,
    update() {
      clearTimeout(timer)
      if (!panel.hidden) timer = setTimeout(ask, PAUSE)
    },
  }
}
