/**
 * The tab's side of the protocol (`desk/protocol.py`, "The tab"): own steps go out, others' come in, and nothing typed is
 * lost when the network, the server or the tab goes away.
 */
import { TextSelection } from 'prosemirror-state'
import { ReplaceStep, Step } from 'prosemirror-transform'
import { tell } from './others.js'
import { schema } from './schema.js'
import { REMOTE } from './tidying.js'

/**
 * @typedef {import('prosemirror-model').Node} Node
 * @typedef {import('prosemirror-view').EditorView} EditorView
 * @typedef {import('prosemirror-state').Transaction} Transaction
 * @typedef {{ client: string, office: string, version: number, anchor: number | null, head: number | null }} Person
 *
 * @typedef {object} Page what the connection tells the page around the text
 * @property {(doc: Node) => void} open show this document; whatever was there goes
 * @property {(mine: Node) => void} lost `mine` was on the page, and what is new in it is not taken
 * @property {(state: { online: boolean, waiting: number, saved: boolean }) => void} state
 * @property {(people: Person[]) => void} people who has the chapter open, oneself not among them
 * @property {(refusal: string) => void} right why this office may not write here; empty if it may
 * @property {(sentence: string, isUrgent?: boolean) => void} say
 * @property {() => EditorView} view
 */

/** How a server closes a line on which a message is larger than it takes. */
const TOO_LARGE = 1009
const LEAST_DELAY = 250
const MOST_DELAY = 10_000
const WATCH_FOR = 20_000
/** An answer is mostly here before that, and nothing needs to be kept. */
const KEEP_AFTER = 200

/** A name nobody else has. */
const name = () => Array.from(crypto.getRandomValues(new Uint32Array(3)), part => part.toString(36)).join('-').padEnd(8, '0')

export class Connection {
  /** @param {string} address of the room @param {string} chapter @param {Page} page */
  constructor(address, chapter, page) {
    this.address = address
    this.chapter = chapter
    this.page = page
    this.client = name()
    /** The document at `version`, without own steps. @type {Node | null} */
    this.base = null
    this.version = 0
    /** Own steps on top of `base`. @type {Step[]} */
    this.pending = []
    /** @type {{ id: string, count: number, message: object } | null} */
    this.request = null
    /** The last answer that could not be taken in. @type {{ id: string, count: number } | null} */
    this.answered = null
    /** Own steps that take back others: the history counts them otherwise. @type {WeakSet<Step>} */
    this.undoing = new WeakSet()
    this.savedVersion = 0
    this.delay = LEAST_DELAY
    this.isReady = false
    /** So many characters go in one message, if they can be parted; the server takes twice as many. */
    this.most = 4_000_000
    this.isToSave = false
    /** @type {WebSocket | null} */
    this.socket = null
    this.isCut = false
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = this.keeping = undefined
  }

  // -------------------------------------------------------------------------------------------------------- socket

  /** Begin; with what a tab that is gone could not send any more, where there is such. */
  async start() {
    const kept = await this.#adopt()
    if (kept) {
      this.base = schema.nodeFromJSON(kept.base)
      this.version = kept.version
      this.pending = kept.pending.map((/** @type {any} */ one) => Step.fromJSON(schema, one))
      this.request = kept.request
      this.answered = kept.answered
      const doc = this.pending.reduce((node, step) => /** @type {Node} */ (step.apply(node).doc), this.base)
      this.page.open(doc)
      this.page.say('Was Sie beim letzten Mal ohne Verbindung geschrieben haben, ist noch da und wird jetzt übertragen.')
    }
    this.connect()
    addEventListener('online', () => { if (!this.#isOpen()) this.connect() })
    addEventListener('pagehide', () => this.#store())
    addEventListener('beforeunload', event => { if (this.pending.length && !this.isReady) event.preventDefault() })
  }

  connect() {
    if (this.isCut) return
    clearTimeout(this.timer)
    this.socket?.close()
    const socket = this.socket = new WebSocket(this.address)
    this.isReady = false
    socket.onopen = () => {
      const known = this.base ? { version: this.version } : {}
      socket.send(JSON.stringify({ type: 'open', client: this.client, ...known }))
    }
    socket.onmessage = event => { if (socket === this.socket) this.#receive(JSON.parse(event.data)) }
    socket.onclose = ({ code }) => {
      if (socket !== this.socket) return // one that was replaced
      if (code === TOO_LARGE) { // the request was not even read: in smaller parts, then
        this.most >>= 2
        this.request = null
      }
      this.isReady = false
      this.#report()
      this.timer = setTimeout(() => this.connect(), this.delay)
      this.delay = Math.min(MOST_DELAY, this.delay * 2)
    }
  }

  /** Cut the line, or mend it: for tests. @param {boolean} isCut */
  cut(isCut) {
    this.isCut = isCut
    if (isCut) this.socket?.close()
    else this.connect()
  }

  #isOpen() { return this.socket?.readyState === WebSocket.OPEN }

  /** @param {object} message */
  #put(message) { if (this.#isOpen() && this.isReady) this.socket?.send(JSON.stringify(message)) }

  // ----------------------------------------------------------------------------------------------------- outwards

  /** Take note of what the author has done. @param {Transaction} change */
  changed(change) {
    this.pending.push(...change.steps)
    if (change.getMeta('history$')) for (const step of change.steps) this.undoing.add(step)
    this.#keep()
    this.#send()
    this.#report()
  }

  #send() {
    if (!this.isReady || this.request || this.pending.length <= (this.answered?.count ?? 0)) return
    const id = name()
    const { answered, pending, version } = this
    const steps = pending.map(step => step.toJSON())
    while (!answered && steps.length > 1 && JSON.stringify(steps).length > this.most) steps.length >>= 1
    const message = { type: 'steps', id, version, steps, ...(answered ? { after: answered.id, done: answered.count } : {}) }
    this.request = { id, count: steps.length, message }
    this.#watch()
    this.#keep()
    this.#put(message)
    this.#report()
  }

  /** A line can be dead without saying so: no answer for long, and it is drawn anew. */
  #watch() {
    const waiting = this.request
    setTimeout(() => { if (waiting && this.request === waiting && this.#isOpen()) this.connect() }, WATCH_FOR)
  }

  /** @param {{ anchor: number, head: number }} selection */
  cursor({ anchor, head }) {
    if (this.pending.length === 0) this.#put({ type: 'cursor', version: this.version, anchor, head })
  }

  save() {
    this.isToSave = true
    if (!this.isReady) this.page.say('Gesichert wird, sobald wieder eine Verbindung da ist. Was Sie schreiben, bleibt hier.', true)
    this.#saveIfDue()
  }

  /** What was typed before the order to save is saved with it. */
  #saveIfDue() {
    if (!this.isToSave || !this.isReady || this.pending.length) return
    this.isToSave = false
    this.#put({ type: 'save' })
  }

  // ------------------------------------------------------------------------------------------------------- inwards

  /** @param {any} message */
  #receive(message) {
    const done = {
      state: () => this.#opened(message),
      steps: () => this.#others(message),
      answer: () => this.#answer(message),
      refused: () => this.#refused(message),
      right: () => this.page.right(message.refusal),
      here: () => this.#here(message.people),
      saved: () => this.#saved(message),
      notice: () => this.page.say(message.sentence, true),
    }[/** @type {string} */ (message.type)]
    done?.()
    this.#saveIfDue()
    this.#keep()
    this.#report()
  }

  /** @param {any} message */
  #opened(message) {
    const mine = this.pending.length && this.page.view().state.doc
    this.#ready()
    this.base = schema.nodeFromJSON(message.doc)
    this.version = message.version
    this.savedVersion = message.saved ? message.version : -1
    this.pending = []
    this.request = this.answered = null
    this.page.open(this.base)
    if (mine) this.page.lost(mine)
  }

  #ready() {
    this.isReady = true
    this.delay = LEAST_DELAY
  }

  /** @param {any} message */
  #others({ version, steps, office }) {
    const isReconnect = !this.isReady
    this.#ready()
    if (this.pending.length === 0) {
      if (version > this.version) this.#put({ type: 'catch-up', version: this.version })
      else if (version + steps.length > this.version) {
        this.#apply(steps.slice(this.version - version), office)
      }
    }
    if (isReconnect) {
      if (this.request) {
        this.#watch()
        this.#put(this.request.message)
      } else this.#send()
    }
  }

  /** @param {any} message */
  #answer({ id, version, steps, merged, conflicts }) {
    const { request } = this
    if (!request || request.id !== id) return
    this.request = null
    if (this.pending.length === request.count) {
      this.version = version
      this.pending = []
      this.answered = null
      this.#apply(steps)
      this.base = this.page.view().state.doc
      this.#tellMerged(merged, conflicts)
    } else if (steps.length === 0) {
      this.base = this.pending.slice(0, request.count).reduce((node, step) => /** @type {Node} */ (step.apply(node).doc), /** @type {Node} */ (this.base))
      this.version = version
      this.pending = this.pending.slice(request.count)
      this.answered = null
    } else if (this.#putBeneath(request.count, steps)) {
      this.version = version
      this.answered = null
      this.#tellMerged(merged, conflicts)
    } else this.answered = { id, count: request.count }
    this.#send()
  }

  /** @param {boolean} merged @param {number} conflicts */
  #tellMerged(merged, conflicts) {
    if (conflicts) this.page.say('Jemand hat dieselbe Stelle geändert. Beide Fassungen stehen jetzt in einem Kasten „Konflikt“.', true)
    else if (merged) this.page.say('Jemand hat dieselbe Stelle geändert. Beides ist da.')
  }

  /** Put others' steps beneath what was typed since the first `count` own ones were sent: that undone, theirs done, it
   * done again.  False, and nothing has changed, where it is more than typing or its place is gone: the server's matter.
   * @param {number} count @param {object[]} steps */
  #putBeneath(count, steps) {
    const typed = this.pending.slice(count)
    if (typed.some(step => !(step instanceof ReplaceStep) || step.from !== step.to || this.undoing.has(step))) return false
    const view = this.page.view()
    const change = view.state.tr
    for (const step of [...typed].reverse()) change.step(step.invert(change.doc))
    for (const step of steps) change.step(Step.fromJSON(schema, step))
    const base = change.doc
    const mapping = /** @type {any} */ (change.mapping) // its mirrors are not in the types
    const first = change.steps.length
    for (const [at, step] of typed.entries()) {
      const moved = step.map(mapping.slice(typed.length - at))
      if (!moved || change.maybeStep(moved).failed) return false
      mapping.setMirror(typed.length - at - 1, change.steps.length - 1)
    }
    this.pending = change.steps.slice(first)
    this.base = base
    this.#show(change.setMeta('rebased', typed.length))
    return true
  }

  /** Put others' steps into the text: no undo of one's own, the cursor stays before what is put where it stands.
   * @param {object[]} steps @param {string} [office] */
  #apply(steps, office) {
    const view = this.page.view()
    const change = view.state.tr
    for (const step of steps) change.step(Step.fromJSON(schema, step))
    if (office !== undefined) this.version += steps.length
    if (!steps.length) return
    this.#show(change)
    if (office !== undefined) this.base = view.state.doc
  }

  /** @param {Transaction} change */
  #show(change) {
    const view = this.page.view()
    const { selection } = view.state
    if (selection instanceof TextSelection) {
      const place = (/** @type {number} */ at) => change.doc.resolve(change.mapping.map(at, -1))
      change.setSelection(TextSelection.between(place(selection.anchor), place(selection.head)))
    }
    view.dispatch(change.setMeta(REMOTE, true).setMeta('addToHistory', false))
  }

  /** @param {any} message */
  #refused({ sentence, code, id }) {
    this.page.say(sentence, true)
    if (id && this.request?.id === id && ['step', 'size', 'old', 'message', 'read'].includes(code)) {
      this.request = null
      this.base = null // begin anew from what the server has; the text stays on the screen until it comes
      this.connect()
    }
  }

  /** @param {Person[]} people */
  #here(people) {
    const others = people.filter(person => person.client !== this.client)
    this.page.people(others)
    const view = this.page.view()
    if (!view) return
    for (const person of others) {
      const isPlaced = person.head !== null && person.version === this.version && this.pending.length === 0
      if (isPlaced) view.dispatch(tell(view.state, person.client, { office: person.office, at: /** @type {number} */ (person.head) }))
    }
    view.dispatch(tell(view.state, '', null, others.map(person => person.client)))
  }

  /** @param {any} message */
  #saved({ version, by, conflicts, notice }) {
    this.savedVersion = version
    const whose = conflicts ? ' Einige Stellen wurden anderswo auch geändert: Sie stehen in Kästen „Konflikt“.' : ''
    this.page.say(notice ? `${notice}${whose}` : `Gesichert${by ? ` (${by})` : ''}.${whose}`, Boolean(conflicts || notice))
  }

  #report() {
    this.page.state({
      online: this.isReady,
      waiting: this.pending.length,
      saved: this.pending.length === 0 && this.version <= this.savedVersion,
    })
  }

  // ------------------------------------------------------------------------- what outlives the tab, in this browser

  get #place() { return `redaktion:${this.chapter}:` }

  /** Keep what has not been answered, so that a closed tab, an empty battery loses nothing. */
  #keep() {
    if (this.pending.length) this.keeping ??= setTimeout(() => this.#store(), KEEP_AFTER)
    else this.#store()
  }

  #store() {
    clearTimeout(this.keeping)
    this.keeping = undefined
    const place = this.#place + this.client
    try {
      if (!this.pending.length || !this.base) localStorage.removeItem(place)
      else {
        const { base, version, pending, request, answered } = this
        localStorage.setItem(place, JSON.stringify({ base: base.toJSON(), version, pending: pending.map(step => step.toJSON()), request, answered }))
      }
    } catch { /* no room, or none allowed: the text is still on the screen */ }
  }

  /** Take over what a tab left that is gone; each tab holds a lock as long as it lives. */
  async #adopt() {
    if (!navigator.locks) return null
    void navigator.locks.request(this.#place + this.client, () => new Promise(() => {}))
    for (const place of Object.keys(localStorage).filter(one => one.startsWith(this.#place))) {
      const isGone = await navigator.locks.request(place, { ifAvailable: true }, lock => Boolean(lock))
      if (!isGone) continue
      const kept = JSON.parse(localStorage.getItem(place) ?? 'null')
      localStorage.removeItem(place)
      if (kept) return kept
    }
    return null
  }
}
