// Builds the editor: `node build.mjs TARGET`.  Same sources, same bytes, whatever the folder: nothing of the machine or
// the day goes in, and what is written is listed with its sums.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const target = process.argv[2] ?? 'built'
const result = await build({
  entryPoints: { editor: 'src/editor.js', beside: 'src/beside.js', intake: 'src/intake.js', start: 'src/start.js' },
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

// What came along, with its licence as its authors wrote it; names from the bundle itself, so that none is forgotten.
const packages = new Set()
for (const input of Object.keys(result.metafile.inputs)) {
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
for (const file of result.outputFiles) files[file.path.split(/[\\/]/).pop()] = Buffer.from(file.contents)
const sums = Object.keys(files).sort().map(name => `${createHash('sha256').update(files[name]).digest('hex')}  ${name}\n`)
files.sha256sums = Buffer.from(sums.join(''))

mkdirSync(target, { recursive: true })
for (const [name, content] of Object.entries(files)) writeFileSync(join(target, name), content)
