/** The first page: all chapters by their part, who is writing where, and a field to find one. */
import { fetched } from './assistance.js'
import { element } from './elements.js'

/** @typedef {{ name: string, title: string, folder: string, open: string[], unsaved: boolean }} Listed */

const FILES = 'Öffnen Sie das Kapitel, in das die Datei gehört, und ziehen Sie sie dort in den Text. Soll ein neues Kapitel daraus werden, '
  + 'schicken Sie sie der Redaktion.'

/** @param {Listed} chapter */
function entry({ name, title, open, unsaved }) {
  const link = element('a', { href: `/kapitel/${name.split('/').map(encodeURIComponent).join('/')}` }, title || name)
  const notes = [
    ...(open.length ? [`Gerade hier: ${open.join(', ')}`] : []),
    ...(unsaved ? ['noch nicht gesichert'] : []),
  ]
  return element('li', {}, link, ...(notes.length ? [element('small', {}, notes.join(' · '))] : []))
}

/** @param {Listed[]} chapters those to show @param {Listed[]} all */
function parts(chapters, all) {
  /** @type {Map<string, Listed[]>} */
  const folders = new Map()
  for (const chapter of chapters) folders.set(chapter.folder, [...(folders.get(chapter.folder) ?? []), chapter])
  return [...folders].map(([folder, inside]) => {
    const title = all.find(one => one.name === `${folder}/index`)?.title ?? (folder || 'Vorn')
    return element('section', {}, element('h2', {}, title), element('ul', {}, ...inside.map(entry)))
  })
}

/** @param {HTMLElement} place */
async function start(place) {
  const [{ office, rights }, { chapters }] = await Promise.all([fetched('/api/ich'), fetched('/api/kapitel')])
  const field = element('input', { type: 'search', id: 'finden', autocomplete: 'off' })
  const list = element('div', { class: 'kapitel' })
  const told = element('p', { role: 'status', class: 'hilfe' })
  const show = () => {
    const words = field.value.trim().toLowerCase()
    const found = /** @type {Listed[]} */ (chapters).filter(one => one.title.toLowerCase().includes(words) || one.name.includes(words))
    list.replaceChildren(...parts(found, chapters))
    told.textContent = words ? `${found.length} Kapitel` : ''
  }
  field.addEventListener('input', show)
  place.append(
    element('p', {}, `Sie ${rights.includes('schreiben') ? 'schreiben' : 'lesen'} als: ${office} (`,
      element('a', { href: '/konto' }, 'Ihr Konto'), '). Wählen Sie ein Kapitel. Mehrere können gleichzeitig darin schreiben.'),
    element('div', { class: 'feld' }, element('label', { for: 'finden' }, 'Kapitel finden'), field), told, list,
  )
  show()
  for (const kind of /** @type {const} */ (['dragover', 'drop'])) {
    document.addEventListener(kind, event => { // else the browser leaves the page to show the file
      event.preventDefault()
      if (kind === 'drop') told.textContent = FILES
    })
  }
}

const place = document.getElementById('start')
if (place) start(place).catch(problem => place.append(element('p', { role: 'alert' }, problem.message)))
