/** Passkeys on the pages before the desk: the buttons that ask the device, where the browser can. */

const FAILED = 'Das hat mit dem Passkey nicht geklappt. Versuchen Sie es noch einmal, oder lassen Sie sich einen Link schicken.'

/** @param {string} text */
const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), one => one.charCodeAt(0))

/** @param {ArrayBuffer} buffer */
const text = buffer =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** @param {string} address @param {string} [body] */
async function post(address, body = '{}') {
  const answer = await fetch(address, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } })
  const said = await answer.json().catch(() => ({}))
  if (!answer.ok) throw new Error(said.sentence || FAILED)
  return said
}

/** @param {any} options what the server asks, its bytes as base64url */
function question(options) {
  const listed = (/** @type {any[]} */ all) => all?.map(one => ({ ...one, id: bytes(one.id) }))
  return {
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user ? { user: { ...options.user, id: bytes(options.user.id) } } : {}),
    ...(options.allowCredentials ? { allowCredentials: listed(options.allowCredentials) } : {}),
    ...(options.excludeCredentials ? { excludeCredentials: listed(options.excludeCredentials) } : {}),
  }
}

/** @param {any} credential */
function answer({ rawId, type, response }) {
  const parts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']
  const said = parts.filter(part => response[part]).map(part => [part, text(response[part])])
  return JSON.stringify({ id: text(rawId), rawId: text(rawId), type, response: Object.fromEntries(said) })
}

async function enter() {
  const place = document.getElementById('passkey')?.dataset.weiter ?? '/'
  const asked = question(await post('/anmelden/passkey/frage'))
  const credential = await navigator.credentials.get({ publicKey: asked })
  return post(`/anmelden/passkey?weiter=${encodeURIComponent(place)}`, answer(credential))
}

async function make() {
  const field = /** @type {HTMLInputElement} */ (document.getElementById('passkey-name'))
  const asked = question(await post('/konto/passkey/frage'))
  const credential = await navigator.credentials.create({ publicKey: asked })
  return post(`/konto/passkey?name=${encodeURIComponent(field.value)}`, answer(credential))
}

/** @param {string} id @param {() => Promise<{ weiter: string }>} act */
function offer(id, act) {
  const place = document.getElementById(id)
  const button = place?.querySelector('button')
  const told = document.getElementById('passkey-meldung')
  if (!place || !button || !told || !window.PublicKeyCredential) return
  place.hidden = false
  document.getElementById('ohne-passkey')?.remove()
  button.addEventListener('click', async () => {
    button.disabled = true
    told.hidden = true
    try {
      location.assign((await act()).weiter)
    } catch (problem) {
      told.textContent = problem instanceof DOMException ? FAILED : /** @type {Error} */ (problem).message
      told.hidden = false
    } finally {
      button.disabled = false
    }
  })
}

offer('passkey', enter)
offer('neuer-passkey', make)
