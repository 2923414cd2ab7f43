/** The page of a chapter: toolbar, text, who is here, whether all is safe.  Begins by itself where the page has a chapter. */
import './editor.css'
import { history } from 'prosemirror-history'
import { EditorState, TextSelection } from 'prosemirror-state'
import { tableEditing } from 'prosemirror-tables'
import { EditorView } from 'prosemirror-view'
import { Assistance, fetched } from './assistance.js'
import { Connection } from './connection.js'
import { element } from './elements.js'
import { hintMarks, mark, startOf } from './hints.js'
import { keys, typing } from './keys.js'
import { held, later } from './later.js'
import { others } from './others.js'
import { learn } from './schema.js'
import { REMOTE, tidying } from './tidying.js'
import { toolbar } from './toolbar.js'
import { AWAY, tools } from './tools.js'
import { nodeViews } from './views.js'

export * from './parts.js'

/** @typedef {import('./connection.js').Person} Person */

const SAY_FOR = 8000
const MAY_WRITE = 'Ihre Stelle kann hier wieder schreiben.'
const LOGGED_OUT = 'Sie sind nicht mehr angemeldet. Was Sie noch schreiben, bleibt in diesem Browser. Melden Sie sich in einem neuen Fenster an, dann kommt es dazu.'
const DESCRIPTION = 'Alt+F10 führt zu den Werkzeugen, F7 zu den Hinweisen, Strg+F zum Finden, Strg+S sichert. '
  + 'Pfeil nach oben am Anfang eines Kastens oder einer Bildunterschrift führt in das Feld darüber.'

/** The line of state and the sentences for the author, seen and heard. @param {() => void} back to the text */
function messages(back) {
  const state = element('span', { class: 'lage' })
  const here = element('span', { class: 'leute' })
  // always on the page: what comes with its sentence is not read out
  const shown = element('div', { class: 'meldungen', role: 'status' })
  const heard = element('div', { class: 'nur-gehoert', role: 'status' })
  /** @type {ReturnType<typeof setTimeout>} */
  let timer
  return {
    state, here, shown, heard,
    /** @param {string} words @param {boolean} [isUrgent] stays until the next one */
    say(words, isUrgent = false) {
      clearTimeout(timer)
      const close = element('button', { type: 'button', 'aria-label': 'Meldung schließen' }, '×')
      close.addEventListener('click', () => { shown.replaceChildren(); back() })
      shown.setAttribute('aria-live', isUrgent ? 'assertive' : 'polite')
      shown.replaceChildren(element('p', { class: `meldung${isUrgent ? ' dringend' : ''}` }, words, close))
      if (!isUrgent) timer = setTimeout(() => shown.replaceChildren(), SAY_FOR)
    },
    /** @param {string} words that can be seen anyway */
    hear(words) { heard.textContent = words },
  }
}

/** @param {{ online: boolean, waiting: number, saved: boolean }} state */
function inWords({ online, waiting, saved }) {
  if (!online) return waiting ? 'Keine Verbindung. Was Sie schreiben, bleibt hier und kommt später dazu.' : 'Keine Verbindung.'
  if (waiting) return 'Wird übertragen …'
  return saved ? 'Im Ratgeber gesichert' : 'Übertragen, noch nicht im Ratgeber gesichert'
}

/** @param {Person[]} people */
const namesOf = people => [...new Set(people.map(person => person.office))].join(', ')

/** Open a chapter in `place`. @param {HTMLElement} place @param {string} chapter */
export async function open(place, chapter) {
  const { state, here, shown, heard, say, hear } = messages(() => view.focus())
  const assistance = new Assistance(chapter, say)
  learn(await fetched('/api/dialekt'))
  /** Why this office may not write here; what was typed without a line is shown before that is known. */
  let refusal = ''
  /** @type {EditorView} */
  let view
  /** What takes in what comes from outside. @type {ReturnType<typeof import('./intake.js')['intake']> | undefined} */
  let incoming
  /** @type {import('prosemirror-state').Command} */
  const find = (now, dispatch) => {
    if (dispatch) aside(one => one.find(now.doc.textBetween(now.selection.from, now.selection.to)))
    return true
  }
  const showTools = () => { bar.node.hidden = save.hidden = Boolean(refusal) }
  const { groups, link } = tools({
    assistance,
    find,
    word: () => void incoming?.word(),
    say,
  })
  const bar = toolbar(groups, () => view)
  const save = element('button', { type: 'button', class: 'haupt', title: 'Sichern (Strg+S)' }, 'Sichern')
  const text = element('article', { class: 'text' })
  const stand = element('div', { class: 'stand' }, state, here)
  const head = element('div', { class: 'leiste' }, element('a', { href: '/' }, 'Alle Kapitel'), stand, save)
  const top = element('header', { class: 'oben' }, head, bar.node, shown)
  const description = element('p', { id: 'text-hilfe', class: 'nur-gehoert' }, DESCRIPTION)
  const skip = element('a', { class: 'zum-text', href: '#text' }, 'Zum Text')
  skip.addEventListener('click', event => { event.preventDefault(); view.focus() })
  place.append(skip, top, heard, description, text)
  bar.node.hidden = save.hidden = true // until it is known who is here
  let isAsked = false
  /** Without a line the reason may be that the login is over: then say so, once. */
  const askWhy = async () => {
    isAsked = true
    const answer = await fetch('/api/ich').catch(() => null)
    if (answer?.status === 401) say(LOGGED_OUT, true)
  }

  /** @returns {import('./beside.js').Surroundings} */
  const besides = () => ({
    view: () => view, path: assistance.path, text, top, save, place, plugins, connection, groups, say, hear, select, mark: hints => mark(view, hints),
    go(block) {
      const { doc, tr } = view.state
      const at = doc.resolve(Math.min(startOf(doc, block) + 1, doc.content.size))
      view.dispatch(tr.setSelection(TextSelection.near(at)).scrollIntoView())
    },
  })
  /** @type {import('./beside.js').Beside | undefined} */
  let beside
  /** @param {import('./later.js').BesideModule} file */
  const begun = file => beside ??= file.begin(besides())
  const begin = () => later().then(begun).catch(() => say('Kopf und Vorschau fehlen gerade. Sie kommen, sobald wieder eine Verbindung da ist.'))
  /** @param {(one: import('./beside.js').Beside) => void} act */
  const aside = act => void held(file => act(begun(file))).catch(() => say(AWAY))
  const help = () => aside(one => one.help())

  const plugins = [
    typing,
    ...keys({
      find,
      hints: (_state, dispatch) => { if (dispatch) aside(one => one.hints()); return true },
      link,
      save: () => { connection.save(); return true },
      help: (_state, dispatch) => { if (dispatch) help(); return true },
      tools: (_state, dispatch) => { if (dispatch) bar.enter(); return true },
    }),
    history(), tableEditing(), tidying, others, hintMarks,
  ]
  let isOnline = true
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const connection = new Connection(`${scheme}://${location.host}/raum/${assistance.path}`, chapter, {
    view: () => view,
    say,
    open(doc) {
      const fresh = EditorState.create({ doc, plugins })
      if (view) view.updateState(fresh)
      else {
        view = mount(fresh)
        showTools()
        void begin()
      }
      document.title = `${doc.firstChild?.textContent || chapter} – Redaktion`
      bar.update(view.state)
      beside?.update()
    },
    lost: mine => incoming?.lost(mine),
    state(now) {
      const words = inWords(now)
      if (state.textContent !== words) state.textContent = words
      if (now.online) isAsked = false
      else if (view && !isAsked) void askWhy()
      if (state.classList.toggle('getrennt', !now.online) === isOnline) {
        isOnline = now.online
        hear(isOnline ? 'Die Verbindung ist wieder da.' : 'Die Verbindung ist weg. Sie können weiterschreiben.')
        if (beside) beside.update()
        else if (isOnline && view) void begin()
      }
      // not `disabled`: whoever has just pressed it would lose the focus
      save.setAttribute('aria-disabled', String(now.online && now.saved))
    },
    right(now) {
      if (now !== refusal) say(now || MAY_WRITE, true)
      refusal = now
      showTools()
      view?.setProps({}) // asks anew whether it is editable
      beside?.update()
    },
    people(people) {
      const names = namesOf(people)
      const words = names ? `Auch hier: ${names}` : ''
      if (here.textContent === words) return
      if (names) say(`Auch hier: ${names}`)
      here.textContent = words
    },
  })

  /** @param {EditorState} fresh */
  const mount = fresh => new EditorView(text, {
    state: fresh,
    editable: () => !refusal,
    nodeViews: nodeViews({
      value: (name, content) => assistance.shown('role', name, content),
      title: (kind, target) => assistance.shown(kind, target),
      source: source => assistance.shown('source', source),
      picture: source => assistance.picture(source),
    }),
    attributes: () => ({
      id: 'text', role: 'textbox', 'aria-multiline': 'true', 'aria-label': 'Text des Kapitels', 'aria-describedby': 'text-hilfe', lang: 'de', spellcheck: 'true',
      ...(refusal && { 'aria-readonly': 'true', tabindex: '0' }),
    }),
    dispatchTransaction(change) {
      if (refusal && change.docChanged && !change.getMeta(REMOTE)) return say(refusal, true)
      const { state: after, transactions } = view.state.applyTransaction(change)
      view.updateState(after)
      for (const one of transactions) {
        if (one.docChanged && !one.getMeta(REMOTE)) connection.changed(one)
      }
      if (change.docChanged) beside?.update()
      if (change.selectionSet) connection.cursor(after.selection)
      bar.update(after)
    },
  })
  /** @param {{ from: number, to: number }} found */
  const select = found => {
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, found.from, found.to)))
    const { node } = view.domAtPos(found.from)
    ;(node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: 'center' })
  }
  save.addEventListener('click', () => { if (save.getAttribute('aria-disabled') !== 'true') connection.save() })
  document.addEventListener('keydown', event => { // also where the text has no focus: nobody means the browser's own
    if (event.defaultPrevented || event.altKey || event.shiftKey) return
    const isMod = event.ctrlKey || event.metaKey
    if (event.key === 's' && isMod) connection.save()
    else if (event.key === 'F1' && !isMod) help()
    else return
    event.preventDefault()
  })
  await connection.start()
  const more = '/web/intake.js' // whatever takes in what comes from outside
  import(more).then(({ intake }) => incoming = intake({ view: () => view, plugins, assistance, say }))
  return { connection, view: () => view }
}

const place = document.getElementById('redaktion')
const [, chapter] = /^\/kapitel\/(.+)$/.exec(decodeURIComponent(location.pathname)) ?? []
if (place && chapter) {
  open(place, chapter).then(
    desk => Object.assign(window, { redaktion: desk }),
    problem => { place.append(element('p', { role: 'alert' }, problem.message)) },
  )
}
