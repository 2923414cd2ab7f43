// People who type in one chapter, at our desk and beside it in Yjs: how long until a key is in everybody else's document,
// and what it costs the server.  Each key is a character of its own, so whoever gets it knows when it was struck.
// node company.mjs ORDERS.json > figures.json
import fs from 'node:fs'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { WebsocketProvider } from 'y-websocket'
import { Fragment, Schema, Slice } from 'prosemirror-model'
import process from 'node:process'
import { ReplaceStep, Step, Transform } from 'prosemirror-transform'

const orders = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))
const schema = new Schema(JSON.parse(fs.readFileSync(orders.schema, 'utf8')))
const sleep = ms => new Promise(done => setTimeout(done, ms))
const FIRST = 0x4e00, MANY = 20000 // Chinese characters: no chapter has them
const struck = new Map()
let keys = 0, late = []

function strike () {
  const sign = String.fromCharCode(FIRST + keys++ % MANY)
  struck.set(sign, performance.now())
  return sign
}
function see (text) {
  const now = performance.now()
  for (const sign of text) if (struck.has(sign)) late.push(now - struck.get(sign))
}

class Ours {
  constructor ({ address, origin, cookie, chapter, number }) {
    Object.assign(this, { number, pending: [], request: null, answered: null, requests: 0, got: new Set() })
    this.socket = new WebSocket(`${address}/raum/${chapter}`, { origin, headers: { cookie }, perMessageDeflate: false })
    this.socket.on('open', () => this.say({ type: 'open', client: `tab-${String(number).padStart(5, '0')}` }))
    this.ready = new Promise((done, failed) => {
      this.socket.on('error', failed)
      this.socket.on('message', data => { this.hear(JSON.parse(data), data.length); if (this.doc) done() })
    })
  }
  say (message) { this.socket.send(JSON.stringify(message)) }
  hear (message) {
    if (message.type === 'state') {
      this.doc = schema.nodeFromJSON(message.doc)
      this.version = message.version
    } else if (message.type === 'steps') {
      if (this.pending.length) return
      if (message.version > this.version) this.say({ type: 'catch-up', version: this.version })
      else if (message.version + message.steps.length > this.version) this.apply(message.steps.slice(this.version - message.version))
    } else if (message.type === 'answer' && this.request?.id === message.id) this.answer(message)
    else if (message.type === 'refused') throw new Error(message.sentence)
  }
  apply (steps) {
    for (const json of steps) {
      const done = Step.fromJSON(schema, json).apply(this.doc)
      if (done.failed) throw new Error(done.failed)
      this.doc = done.doc
      this.version++
    }
    this.note(steps)
  }
  note (steps) {
    for (const json of steps) {
      for (const sign of JSON.stringify(json.slice ?? '')) {
        if (!struck.has(sign) || this.got.has(sign)) continue
        this.got.add(sign)
        see(sign)
      }
    }
  }
  answer ({ version, steps }) {
    const { request } = this
    this.request = null
    if (this.pending.length === request.count) {
      this.pending = []
      this.answered = null
      this.apply(steps)
      this.version = version
    } else if (!steps.length) {
      this.pending = this.pending.slice(request.count)
      this.version = version
      this.answered = null
    } else if (this.putBeneath(request.count, steps)) {
      this.version = version
      this.answered = null
    } else this.answered = request
    this.send()
  }
  putBeneath (count, steps) { // as the editor does with what was typed meanwhile
    const typed = this.pending.slice(count).map(json => Step.fromJSON(schema, json))
    const way = new Transform(this.doc)
    for (const step of [...typed].reverse()) way.step(step.invert(way.doc))
    for (const json of steps) way.step(Step.fromJSON(schema, json))
    const first = way.steps.length
    for (const [at, step] of typed.entries()) {
      const moved = step.map(way.mapping.slice(typed.length - at))
      if (!moved || way.maybeStep(moved).failed) return false
      way.mapping.setMirror(typed.length - at - 1, way.steps.length - 1)
    }
    this.pending = way.steps.slice(first).map(step => step.toJSON())
    this.doc = way.doc
    this.note(steps)
    return true
  }
  type () {
    const places = []
    this.doc.descendants((node, at) => { if (node.isTextblock) places.push(at + 1 + node.content.size) })
    const place = places[this.number % places.length]
    const sign = strike()
    this.got.add(sign)
    const step = new ReplaceStep(place, place, new Slice(Fragment.from(schema.text(sign)), 0, 0))
    this.doc = step.apply(this.doc).doc
    this.pending.push(step.toJSON())
    this.send()
  }
  send () {
    if (this.request || this.pending.length <= (this.answered?.count ?? 0)) return
    const known = this.answered ? { after: this.answered.id, done: this.answered.count } : {}
    this.request = { id: `tab${this.number}-${String(++this.requests).padStart(6, '0')}`, count: this.pending.length }
    this.say({ type: 'steps', id: this.request.id, version: this.version, steps: this.pending, ...known })
  }
  close () { this.socket.close() }
}

class Theirs {
  constructor ({ address, chapter, number, text }) {
    this.number = number
    this.doc = new Y.Doc()
    this.provider = new WebsocketProvider(address, chapter, this.doc, { WebSocketPolyfill: WebSocket, disableBc: true })
    this.chapter = this.doc.getXmlFragment('chapter')
    this.ready = new Promise(done => this.provider.once('sync', done)).then(() => {
      if (number === 0 && !this.chapter.length) this.fill(text)
      this.chapter.observeDeep((events, transaction) => {
        if (transaction.local) return
        for (const event of events) for (const part of event.changes.delta) if (typeof part.insert === 'string') see(part.insert)
      })
    })
  }
  fill (paragraphs) {
    this.doc.transact(() => this.chapter.insert(0, paragraphs.map(words => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(words)])
      return paragraph
    })))
  }
  type () {
    const text = this.chapter.get(this.number).get(0)
    text.insert(text.length, strike())
  }
  close () { this.provider.destroy(); this.doc.destroy() }
}

const TICKS = 100 // a second; what /proc counts in on Linux
function cost (pid) {
  const parts = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  const memory = /VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))
  return { cpu: (Number(parts[11]) + Number(parts[12])) / TICKS, rss: Number(memory[1]) / 1024 }
}

async function typing (people, seconds, perSecond, pid) {
  late = []
  const before = cost(pid), from = keys, begun = performance.now()
  await Promise.all(people.map(async (person, number) => {
    await sleep(number * 1000 / perSecond / people.length)
    while (performance.now() - begun < seconds * 1000) {
      person.type()
      await sleep(1000 / perSecond)
    }
  }))
  const typed = (performance.now() - begun) / 1000
  for (let known = -1, waited = 0; known !== late.length && waited < 20; waited++) { // until nothing comes any more
    known = late.length
    await sleep(3000)
  }
  const after = cost(pid), sorted = late.slice().sort((one, other) => one - other)
  const at = share => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
  return {
    keys: keys - from, seen: late.length, median: at(0.5), p95: at(0.95), longest: at(1), cpu: after.cpu - before.cpu, rss: after.rss,
    seconds: typed,
  }
}

process.setMaxListeners(0) // y-websocket hangs one on the process for each tab
const figures = { first: null, ours: [], theirs: [], company: null, opened: null }
const { ours, theirs } = orders
const cookie = number => ours.cookies[number % ours.cookies.length]
const atOurs = (chapter, number) => new Ours({ ...ours, cookie: cookie(number), chapter, number })

async function asked () {
  const questions = ['', 'api/kapitel', `api/kopf/${orders.chapter}`, `api/hinweise/${orders.chapter}`, `api/suche/kapitel/${orders.chapter}?worte=hort`]
  for (const question of questions) {
    const answers = await Promise.all(here.map((_, number) => fetch(`${ours.origin}/${question}`, { headers: { cookie: cookie(number) } })))
    for (const answer of answers) if (!answer.ok) throw new Error(`${question}: ${answer.status}`)
  }
}

const here = Array.from({ length: orders.people }, (_, number) => atOurs(orders.chapter, number))
await Promise.all(here.map(person => person.ready))
const pages = asked() // what the pages of ten browsers ask for when they open
figures.first = await typing(here, orders.first, orders.keys, ours.pid)
await pages
const text = []
here[0].doc.descendants(node => { if (node.isTextblock) text.push(node.textContent || ' ') })
const there = Array.from({ length: orders.people }, (_, number) => new Theirs({ ...theirs, chapter: 'kapitel', number, text }))
await Promise.all(there.map(person => person.ready))
await sleep(1000)
for (let round = 0; round < orders.rounds; round++) {
  figures.ours.push(await typing(here, orders.seconds, orders.keys, ours.pid))
  figures.theirs.push(await typing(there, orders.seconds, orders.keys, theirs.pid))
}
for (const person of [...here, ...there]) person.close()
await sleep(2000)

const company = orders.company.map((chapter, number) => atOurs(chapter, number))
await Promise.all(company.map(person => person.ready))
figures.company = await typing(company, orders.seconds, orders.keys, ours.pid)
for (const person of company) person.close()
await sleep(2000)

const open = []
for (const [number, chapter] of orders.open.entries()) {
  open.push(atOurs(chapter, number))
  await open[number].ready
}
await sleep(1000)
const before = cost(ours.pid)
await sleep(orders.seconds * 1000)
const after = cost(ours.pid)
figures.opened = { rooms: open.length, rss: after.rss, cpu: (after.cpu - before.cpu) / orders.seconds }
process.stdout.write(JSON.stringify(figures))
process.exit(0)
