// Builds the editor: `node build.mjs TARGET`.  Same sources, same bytes, whatever the folder: nothing of the machine or
// the day goes in, and what is written is listed with its sums.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const target = process.argv[2] ?? 'built'
const common = /** @type {const} */ ({
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  outdir: 'out',
  write: false,
  metafile: true,
  logLevel: 'silent',
})
const FIRST = '/web/editor.js'
const first = await build({ ...common, entryPoints: { editor: 'src/editor.js' } })
const sent = new Set(Object.keys(first.metafile.inputs).map(name => realpathSync(name)))

/** What the first file holds is not sent again with those that come later: they take it from there. */
const fromFirst = {
  name: 'from-first',
  setup(later) {
    later.onResolve({ filter: /./ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
      if (kind === 'entry-point' || pluginData === 'asked') return null
      const found = await later.resolve(path, { importer, kind, resolveDir, pluginData: 'asked' })
      return sent.has(found.path) ? { path: FIRST, external: true } : found
    })
  },
}
const later = await build({ ...common, entryPoints: { beside: 'src/beside.js', intake: 'src/intake.js', margin: 'src/margin.js' }, plugins: [fromFirst] })
const page = await build({ ...common, entryPoints: { start: 'src/start.js' } })
const builds = [first, later, page]

// A name that is not passed on would only be missed in the browser, and the whole file with it.
const passed = new Set(Object.values(first.metafile.outputs).flatMap(output => output.exports))
for (const { path, text } of later.outputFiles) {
  const taken = [...text.matchAll(/import\{([^}]*)\}from"\/web\/editor\.js"/g)].flatMap(([, names]) => names.split(',').map(name => name.split(' as ')[0]))
  const missing = taken.filter(name => !passed.has(name))
  if (missing.length) throw new Error(`src/parts.js does not pass on what ${path.split(/[\\/]/).pop()} takes: ${[...new Set(missing)].join(', ')}`)
}

// What came along, with its licence as its authors wrote it; names from the bundle itself, so that none is forgotten.
const packages = new Set()
for (const input of builds.flatMap(one => Object.keys(one.metafile.inputs))) {
  const found = input.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)
  if (found) packages.add(found[1])
}
const licences = [...packages].sort().map(name => {
  const folder = join('node_modules', name)
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find(one => /^licen[cs]e/i.test(one))
  if (!file) throw new Error(`${name} brings no licence file`)
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
})

const files = { 'lizenzen.txt': Buffer.from(licences.join(`\n${'-'.repeat(78)}\n\n`)) }
files['zeichen.svg'] = readFileSync('src/zeichen.svg')
for (const file of builds.flatMap(one => one.outputFiles)) files[file.path.split(/[\\/]/).pop()] = Buffer.from(file.contents)
const sums = Object.keys(files).sort().map(name => `${createHash('sha256').update(files[name]).digest('hex')}  ${name}\n`)
files.sha256sums = Buffer.from(sums.join(''))

mkdirSync(target, { recursive: true })
for (const [name, content] of Object.entries(files)) writeFileSync(join(target, name), content)
