// Random steps made and applied by ProseMirror itself, for the server's port to be held against.
// node desk_steps.mjs PACKAGES SCHEMA DOCUMENT STEPS SEED > log.json
import fs from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'

const [packages, schemaFile, documentFile, number, seed] = process.argv.slice(2)
const load = createRequire(path.join(path.resolve(packages), 'x.js'))
const {Schema, Slice, Fragment} = load('prosemirror-model')
const {Transform, findWrapping, liftTarget, canSplit, canJoin} = load('prosemirror-transform')

const schema = new Schema(JSON.parse(fs.readFileSync(schemaFile, 'utf8')))
let state = Number(seed) >>> 0
const random = n => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor(state / 4294967296 * n) }
const words = ['a', 'Wort ', 'ä', ' 🏫 ', 'e\u0301', 'عربي', 'zwei Worte']
const start = schema.nodeFromJSON(JSON.parse(fs.readFileSync(documentFile, 'utf8')))
start.check()

function whole (doc, at) { // never between the halves of a character
  const found = doc.resolve(at)
  if (!found.textOffset) return at
  const unit = found.parent.child(found.index()).text.charCodeAt(found.textOffset)
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at
}
const place = doc => whole(doc, random(doc.content.size + 1))
function span (doc) { const one = place(doc), other = Math.min(doc.content.size, one + random(40)); return [one, whole(doc, other)] }
const textblock = doc => { const found = []; doc.descendants((node, at) => { if (node.isTextblock) found.push(at) }); return found.length ? found[random(found.length)] : null }

const deeds = [
  tr => { const at = textblock(tr.doc); if (at !== null) { const node = tr.doc.nodeAt(at); tr.insert(whole(tr.doc, at + 1 + random(node.content.size + 1)), schema.text(words[random(words.length)])) } },
  tr => { const [from, to] = span(tr.doc); tr.deleteRange(from, to) },
  tr => { const [from, to] = span(tr.doc), [a, b] = span(tr.doc); tr.replaceRange(from, to, tr.doc.slice(a, b)) },
  tr => { const [from, to] = span(tr.doc), [a, b] = span(tr.doc); tr.replace(from, to, tr.doc.slice(a, b)) },
  tr => { const [from, to] = span(tr.doc), kinds = Object.values(schema.marks), kind = kinds[random(kinds.length)]; random(2) ? tr.addMark(from, to, kind.create()) : tr.removeMark(from, to, kind) },
  tr => { const at = place(tr.doc), depth = 1 + random(2); if (canSplit(tr.doc, at, depth)) tr.split(at, depth) },
  tr => { const at = place(tr.doc); if (canJoin(tr.doc, at)) tr.join(at) },
  tr => { const [from, to] = span(tr.doc), range = tr.doc.resolve(from).blockRange(tr.doc.resolve(to)), kind = [schema.nodes.box, schema.nodes.bullet_list, schema.nodes.blockquote, schema.nodes.ordered_list][random(4)]; const wrap = range && range.depth < 6 && findWrapping(range, kind); if (wrap) tr.wrap(range, wrap) },
  tr => { const range = tr.doc.resolve(place(tr.doc)).blockRange(), target = range && liftTarget(range); if (target !== null && range) tr.lift(range, target) },
  tr => { const at = textblock(tr.doc); if (at !== null) tr.setBlockType(at + 1, at + 1, [schema.nodes.heading, schema.nodes.paragraph][random(2)], {}) },
  tr => { const found = []; tr.doc.descendants((node, at) => { if (node.type.name === 'list_item') found.push(at) }); if (found.length) tr.setNodeAttribute(found[random(found.length)], 'checked', ['', 'no', 'yes'][random(3)]) },
  tr => { const found = []; tr.doc.descendants((node, at) => { if (node.type.name === 'heading') found.push(at) }); if (found.length) tr.setNodeMarkup(found[random(found.length)], null, {level: 1 + random(6)}) },
]

const log = []
let doc = start, made = 0
while (made < Number(number)) {
  const tr = new Transform(doc)
  try { deeds[random(deeds.length)](tr) } catch (error) { continue }
  if (!tr.steps.length) continue
  let fits = tr.doc.content.size < 60000
  try { tr.doc.check() } catch (error) { fits = false }
  if (!fits) { doc = start; log.push({steps: [], doc: doc.toJSON(), again: true}); continue }
  const back = [...tr.steps].map((step, at) => step.invert(tr.docs[at]).toJSON())
  log.push({steps: tr.steps.map(step => step.toJSON()), back, doc: tr.doc.toJSON()})
  doc = tr.doc
  made += tr.steps.length
}
process.stdout.write(JSON.stringify(log))
