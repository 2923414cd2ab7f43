/** F1: the short cuts, those of the bar as the bar calls them, and those that have no button. */
import { element } from './elements.js'

/** @typedef {import('./toolbar.js').Tool} Tool */

/** What has keys but no button of its own. @type {[string, string][]} */
const MORE = [
  ['Sichern', 'Strg+S'],
  ['Titel, Überschrift, Zwischenüberschrift', 'Strg+Alt+1, 2, 3'],
  ['Text', 'Strg+Umschalt+N'],
  ['Neue Zeile im Absatz', 'Umschalt+Eingabe'],
  ['Nächste Zelle einer Tabelle, am Ende eine neue Zeile', 'Tab'],
  ['Am Rand einer Zelle: sie und die nächste auswählen', 'Umschalt+Pfeil'],
  ['Erledigt oder nicht, in einer Liste zum Abhaken', 'Strg+Eingabe'],
  ['In den Titel eines Kastens darüber', 'Pfeil nach oben'],
  ['Zu den Knöpfen eines Kastens „Konflikt“', 'Tab'],
  ['Von Überschrift zu Überschrift', 'Alt+Bild ab, Alt+Bild auf'],
  ['Zu den Hinweisen', 'F7'],
  ['In die Leiste', 'Alt+F10'],
  ['Aus der Leiste in den Text', 'Esc'],
  ['Diese Liste', 'F1'],
]

/** @param {{ tools: Tool[] }[]} groups @param {() => void} closed */
export function help(groups, closed) {
  if (document.querySelector('dialog[open]')) return
  const named = groups.flatMap(({ tools }) => tools).filter(tool => tool.keys).map(({ label, keys }) => [label, /** @type {string} */ (keys)])
  const rows = [...named, ...MORE].map(([label, keys]) => element('tr', {}, element('th', { scope: 'row' }, label), element('td', {}, keys)))
  const close = element('button', { class: 'haupt' }, 'Schließen')
  const form = element('form', { method: 'dialog' },
    element('h2', { id: 'tasten', tabindex: '-1', autofocus: '' }, 'Tasten'), // not the button: the list would open at its end
    element('table', { class: 'tasten' }, element('tbody', {}, ...rows)),
    element('p', { class: 'hilfe' }, 'Am Zeilenanfang: „- “ macht eine Liste, „1. “ eine nummerierte, „[] “ eine zum Abhaken.'),
    element('div', { class: 'knoepfe' }, close))
  const dialog = element('dialog', { 'aria-labelledby': 'tasten' }, form)
  dialog.addEventListener('close', () => { dialog.remove(); closed() })
  document.body.append(dialog)
  dialog.showModal()
}
