/** The first page works without a script; with one, the list of chapters follows what is typed. */

const FILES = 'Öffnen Sie das Kapitel, in das die Datei gehört, und ziehen Sie sie dort in den Text. Soll ein neues Kapitel daraus werden, '
  + 'schicken Sie sie der Redaktion.'

/** @param {HTMLElement} list @param {HTMLInputElement} field @param {Element | null | undefined} told */
function start(list, field, told) {
  const parts = [...list.children].map(part => {
    const items = /** @type {HTMLElement[]} */ ([...part.querySelectorAll('li')])
    return { part, list: part.querySelector('ul'), items }
  })
  const show = () => {
    const words = field.value.trim().toLowerCase()
    let number = 0
    const shown = parts.filter(each => {
      const found = each.items.filter(item => {
        return item.querySelector('a')?.textContent?.toLowerCase().includes(words) || item.dataset.name?.includes(words)
      })
      each.list?.replaceChildren(...found)
      number += found.length
      return found.length
    })
    list.replaceChildren(...shown.map(each => each.part))
    if (told) told.textContent = words ? `${number} Kapitel` : ''
  }
  field.addEventListener('input', show)
  field.form?.addEventListener('submit', event => event.preventDefault())
  for (const kind of /** @type {const} */ (['dragover', 'drop'])) {
    document.addEventListener(kind, event => { // else the browser leaves the page to show the file
      event.preventDefault()
      if (kind === 'drop' && told) told.textContent = FILES
    })
  }
}

const list = /** @type {HTMLElement | null} */ (document.querySelector('.kapitel'))
const field = /** @type {HTMLInputElement | null} */ (document.getElementById('finden'))
if (list && field && !field.value) start(list, field, field.form?.nextElementSibling)
