/**
 * Make an HTML element: `element('p', { class: 'x' }, 'words', other)`.  Words become text, never markup.
 *
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[N]}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

/** One of the drawings in `zeichen.svg`, in the colour of the words around it. @param {string} name */
export function sign(name) {
  const place = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(place, 'svg')
  const use = document.createElementNS(place, 'use')
  use.setAttribute('href', `/web/zeichen.svg#${name}`)
  svg.setAttribute('class', 'zeichen')
  svg.setAttribute('aria-hidden', 'true')
  svg.append(use)
  return svg
}
