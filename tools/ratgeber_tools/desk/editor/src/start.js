/** The first page works without a script; with one, the list of chapters follows what is typed. */

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
}

/** A file dropped anywhere goes where one that is chosen goes. @param {HTMLInputElement | null} intake */
function takeFiles(intake) {
  document.addEventListener('dragover', event => event.preventDefault()) // else the browser leaves the page to show the file
  document.addEventListener('drop', event => {
    event.preventDefault()
    if (!intake || !event.dataTransfer?.files.length) return
    intake.files = event.dataTransfer.files
    intake.form?.requestSubmit()
  })
}

const list = /** @type {HTMLElement | null} */ (document.querySelector('.kapitel'))
const field = /** @type {HTMLInputElement | null} */ (document.getElementById('finden'))
if (list && field && !field.value) start(list, field, field.form?.nextElementSibling)
takeFiles(/** @type {HTMLInputElement | null} */ (document.getElementById('datei')))
