/**
 * What comes as a second file, when the text is there: dialogs, and all that stands beside the text.  A chapter can be
 * read and written before it has come.
 */

/** @typedef {typeof import('./beside.js')} BesideModule */

const FILE = '/web/beside.js'

/** @returns {Promise<BesideModule>} */
export const later = () => import(FILE)

/** @type {BesideModule['ask']} */
export const ask = async (...question) => (await later()).ask(...question)
