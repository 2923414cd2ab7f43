/** What the page asks the server beside the room while a chapter is read: what values and references say, where pictures are. */

const COLLECT_FOR = 15

/** @param {string} address @param {RequestInit} [how] @returns {Promise<any>} */
export async function fetched(address, how) {
  const answer = await fetch(address, how)
  const content = await answer.json().catch(() => ({}))
  if (!answer.ok) throw new Error(content.sentence || 'Der Server antwortet gerade nicht. Versuchen Sie es gleich noch einmal.')
  return content
}

export class Assistance {
  /** @param {string} chapter @param {(sentence: string, isUrgent?: boolean) => void} say */
  constructor(chapter, say) {
    this.path = chapter.split('/').map(encodeURIComponent).join('/')
    this.folder = chapter.includes('/') ? chapter.slice(0, chapter.lastIndexOf('/') + 1) : ''
    this.say = say
    /** @type {Map<string, Promise<string | null>>} */
    this.known = new Map()
    /** @type {{ question: string[], answer: (words: string | null) => void }[]} */
    this.asked = []
  }

  /** What a value, a reference or a generated list says; asked once each, many in one request.
   * @param {string[]} question @returns {Promise<string | null>} */
  shown(...question) {
    const key = JSON.stringify(question)
    const known = this.known.get(key)
    if (known) return known
    if (!this.asked.length) setTimeout(() => this.#ask(), COLLECT_FOR)
    const said = new Promise(answer => this.asked.push({ question, answer }))
    this.known.set(key, /** @type {Promise<string | null>} */ (said))
    return /** @type {Promise<string | null>} */ (said)
  }

  async #ask() {
    const asked = this.asked.splice(0)
    const body = JSON.stringify({ questions: asked.map(one => one.question) })
    try {
      const { answers } = await fetched(`/api/zeigen/${this.path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
      asked.forEach((one, at) => one.answer(answers[at]))
    } catch {
      for (const { question, answer } of asked) {
        this.known.delete(JSON.stringify(question)) // asked again where it is shown again
        answer(null)
      }
    }
  }

  /** Where a picture of the chapter is to be had. @param {string} source as the text has it, seen from the chapter's folder */
  picture(source) {
    const path = source.startsWith('/') ? source.slice(1) : this.folder + source
    const parts = /** @type {string[]} */ ([])
    for (const part of path.split('/')) {
      if (part === '..') parts.pop()
      else if (part && part !== '.') parts.push(encodeURIComponent(part))
    }
    return `/api/bild/${parts.join('/')}`
  }
}
