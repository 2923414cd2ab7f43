/** What is asked of everybody who puts a picture in, wherever it comes from: what is to be seen, whose it is, who is on it. */
import { upload } from './handing.js'
import { ask } from './later.js'

/**
 * @typedef {object} Told
 * @property {string} source how the chapter calls the picture
 * @property {string} alt
 * @property {string} caption
 * @property {string} rights a note for the editors
 */

/**
 * Ask for a picture, or about one that is there already, and hand it in; null where the author thought better of it.
 *
 * @param {import('./assistance.js').Assistance} assistance
 * @param {File} [known] @param {string} [title] @param {string} [alt]
 * @returns {Promise<Told | null>}
 */
export async function askAboutPicture(assistance, known, title = 'Bild einfügen', alt = '') {
  const answers = await ask(title, [
    ...(known ? [] : [{ name: 'file', label: 'Bild', type: /** @type {const} */ ('file'), accept: 'image/png,image/jpeg,image/webp', required: true }]),
    { name: 'alt', label: 'Was ist auf dem Bild zu sehen?', value: alt, required: true, help: 'Für alle, die das Bild nicht sehen. Ein Satz.' },
    { name: 'caption', label: 'Bildunterschrift' },
    { name: 'owner', label: 'Wem gehört das Bild, und dürfen wir es zeigen?', required: true, help: 'Steht als Notiz für die Redaktion darunter.' },
    { name: 'people', label: 'Wer ist zu sehen?', type: 'select', choices: [['niemand', 'niemand, den man erkennt'], ['menschen', 'Menschen, die man erkennt: Einwilligung liegt vor']] },
  ], 'Einfügen')
  const file = known ?? answers?.files?.[0]
  if (!answers || !file) return null
  const source = await upload(assistance, file, answers.alt)
  if (!source) return null
  const seen = answers.people === 'niemand' ? 'niemand, den man erkennt' : 'Menschen, Einwilligung liegt vor'
  return { source, alt: answers.alt, caption: answers.caption, rights: `Bild: ${answers.owner}. Zu sehen: ${seen}.` }
}
