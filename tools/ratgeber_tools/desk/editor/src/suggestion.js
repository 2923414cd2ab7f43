/** Suggestions on the page of a chapter: the way to make one, and, in its room, to hand it in. */
import { element } from './elements.js'

/** Whether a room is that of a suggestion. @param {string} path */
export const isSuggestion = path => /~[0-9a-f]+-\d+$/.test(decodeURIComponent(path))

/** @param {import('./margin.js').Page} page @param {string[]} rights in this room */
export function suggestion(page, rights) {
  const isOne = isSuggestion(page.path)
  if (!isOne && !rights.includes('vorschlagen')) return
  page.place.classList.toggle('als-vorschlag', isOne)
  const mayWrite = rights.includes('schreiben')
  if (isOne && !mayWrite) return void page.text.before(note('Dieser Vorschlag ist abgegeben oder verworfen, oder er gehört einer anderen Stelle. ', element('a', { href: '/vorschlag' }, 'Alle Vorschläge')))
  if (isOne) {
    const why = element('textarea', { name: 'warum', id: 'warum', rows: '2', maxlength: '1000' })
    const form = element('form', { method: 'post', action: `/vorschlag/abgeben/${page.path}` },
      element('label', { for: 'warum' }, 'Warum? (wenn Sie mögen)'), why,
      element('div', { class: 'knoepfe' }, element('button', { class: 'haupt' }, 'Vorschlag abgeben'), element('a', { href: `/vorschlag/verwerfen/${page.path}` }, 'Verwerfen')))
    form.addEventListener('submit', event => {
      if (!page.connection.pending.length) return
      event.preventDefault()
      page.say('Ihre letzten Änderungen werden noch übertragen. Drücken Sie gleich noch einmal.', true)
    })
    page.text.before(note(element('strong', {}, 'Sie schreiben an einem Vorschlag. '), 'Das Kapitel bleibt, wie es ist, bis jemand Ihre Änderungen annimmt.', form))
    return
  }
  const form = element('form', { method: 'post', action: `/vorschlag/neu/${page.path}`, class: 'vorschlagen' },
    element('button', { title: 'Das Kapitel ändern, ohne dass es gleich gilt' }, mayWrite ? 'Vorschlag machen' : 'Vorschlag schreiben'))
  if (mayWrite) page.text.after(form)
  else page.text.before(note('Ihre Stelle ändert dieses Kapitel mit Vorschlägen. ', form))
}

/** @param {...(Node | string)} words */
const note = (...words) => element('div', { class: 'vorschlag-hinweis' }, ...words)
