/** What the author's questions ask of the server: a search while words are put in, a picture that is handed in. */
import { fetched } from './assistance.js'

/**
 * @typedef {import('./assistance.js').Assistance} Assistance
 * @typedef {import('./dialogs.js').Hit} Hit
 */

/** What is searched with the words of the author.
 * @param {Assistance} assistance @param {'kapitel' | 'angaben' | 'glossar'} what @returns {(words: string) => Promise<Hit[]>} */
export function searching({ path, say }, what) {
  return async words => {
    try {
      return (await fetched(`/api/suche/${what}/${path}?worte=${encodeURIComponent(words)}`)).hits
    } catch (problem) {
      say(/** @type {Error} */ (problem).message, true)
      return []
    }
  }
}

/** Hand a picture in; its name as the chapter's text has it, empty where it was refused.
 * @param {Assistance} assistance @param {File} file @param {string} alt @returns {Promise<string>} */
export async function upload({ path, say }, file, alt) {
  try {
    const address = `/api/bilder/${path}?alt=${encodeURIComponent(alt)}`
    const headers = { 'Content-Type': file.type || 'application/octet-stream' }
    const { source, notice } = await fetched(address, { method: 'POST', headers, body: file })
    if (notice) say(notice, true)
    return source
  } catch (problem) {
    say(/** @type {Error} */ (problem).message, true)
    return ''
  }
}
