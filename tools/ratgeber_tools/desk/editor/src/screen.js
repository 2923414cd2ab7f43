/**
 * Where the screen's keyboard leaves room: the part of the page that can be seen, as lengths for the style sheet.
 * `--oben-verdeckt`: how far the page is pushed up behind the upper edge; `--unten-verdeckt`: how high the keyboard is.
 */
export function followKeyboard() {
  const seen = window.visualViewport
  if (!seen) return
  const measure = () => {
    const { style, clientHeight } = document.documentElement
    const isZoomed = seen.scale > 1.01 // somebody looks closer: nothing is to run after them
    style.setProperty('--oben-verdeckt', `${isZoomed ? 0 : Math.max(0, Math.round(seen.offsetTop))}px`)
    style.setProperty('--unten-verdeckt', `${isZoomed ? 0 : Math.max(0, Math.round(clientHeight - seen.height - seen.offsetTop))}px`)
  }
  seen.addEventListener('resize', measure)
  seen.addEventListener('scroll', measure)
  measure()
}

/** What stays in sight above the text may not take it: more than half of the screen, and it goes with the page.
 * @param {HTMLElement} top */
export function leaveRoom(top) {
  new ResizeObserver(() => {
    if (!top.querySelector('.offen')) top.classList.toggle('los', top.offsetHeight > innerHeight / 2)
  }).observe(top)
}
