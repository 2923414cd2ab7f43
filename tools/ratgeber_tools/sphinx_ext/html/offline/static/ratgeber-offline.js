/* Keeps the guide on the device.  With the internet every page comes from there; without it, or where it takes too
   long, from the device, and says how old it is.  Numbers to ring in need are never shown from an old copy. */
"use strict";
const KEY = "ratgeber-offline";
const VERSION = "@VERSION@";
const DAY = "@DAY@";
const FILES = "@FILES@";
const EMERGENCY = "@EMERGENCY@";
const OFFLINE_PAGE = "@OFFLINE_PAGE@";
const ALWAYS_RIGHT = "@ALWAYS_RIGHT@";

const SCOPE = self.registration.scope;
const OURS = KEY + " " + SCOPE + " ";
const NAME = OURS + VERSION;
const CHECKED = SCOPE + "?verglichen";
const PAGE_LIMIT = 4000, EMERGENCY_LIMIT = 2000; /* milliseconds to wait for the internet */
const AT_ONCE = 6;
const HOUR = 3600000, OLD_AFTER = 7 * 24 * HOUR;

/* ------------------------------------------------------------------ keeping */

function keyOf(address) {
  const key = new URL(address, SCOPE);
  key.searchParams.set("stand", FILES[address]);
  return key.href;
}

/* A response a page may be shown from: browsers refuse one that came by a redirect. */
async function plain(response) {
  const headers = new Headers(response.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(await response.blob(), { headers: headers });
}

/* What an earlier edition had with the same content is taken over, the rest is loaded. */
async function keep(cache, address) {
  const key = keyOf(address);
  let found = await caches.match(key);
  if (!found) {
    const response = await fetch(new URL(address, SCOPE), { cache: "no-cache" });
    if (!response.ok) { throw new Error(response.status + " " + address); }
    found = await plain(response);
  }
  await cache.put(key, found);
}

async function keepAll() {
  const cache = await caches.open(NAME);
  const addresses = Object.keys(FILES);
  while (addresses.length) {
    await Promise.all(addresses.splice(0, AT_ONCE).map(function (address) { return keep(cache, address); }));
  }
  await noteChecked(cache);
}

function noteChecked(cache) {
  return cache.put(CHECKED, new Response(String(Date.now())));
}

async function lastChecked() {
  const cache = await caches.open(NAME);
  const found = await cache.match(CHECKED);
  return found ? Number(await found.text()) : 0;
}

/* Ask, once an hour at most, whether there is another edition; if not, what is kept is as good as new. */
async function compare() {
  if (Date.now() - await lastChecked() < HOUR) { return; }
  await self.registration.update();
  if (!self.registration.installing && !self.registration.waiting) {
    await noteChecked(await caches.open(NAME));
  }
}

self.addEventListener("install", function (event) {
  event.waitUntil(keepAll().then(function () { return self.skipWaiting(); }));
});

self.addEventListener("activate", function (event) {
  event.waitUntil((async function () {
    for (const name of await caches.keys()) {
      if (name.startsWith(OURS) && name !== NAME) { await caches.delete(name); }
    }
    await self.clients.claim();
  }()));
});

/* ------------------------------------------------------------------ answering */

/* The kept file an address means, as servers read it: with or without `.html`, a folder for its `index.html`. */
function keptAddress(url) {
  const exact = url.slice(SCOPE.length).split("#")[0];
  const path = exact.split("?")[0];
  const folder = path === "" || path.endsWith("/") ? path + "index.html" : path + "/index.html";
  return [exact, path, path + ".html", folder].find(function (each) {
    return Object.prototype.hasOwnProperty.call(FILES, each);
  });
}

async function stored(address) {
  return address && (await caches.open(NAME)).match(keyOf(address));
}

function within(limit, promise) {
  return Promise.race([promise, new Promise(function (_, reject) {
    setTimeout(function () { reject(new Error("zu langsam")); }, limit);
  })]);
}

async function page(request, address) {
  const copy = await stored(address);
  const isEmergency = EMERGENCY.includes(address);
  try {
    const asked = isEmergency ? fetch(request.url, { cache: "no-cache" }).then(unredirected) : fetch(request);
    const answer = await (copy ? within(isEmergency ? EMERGENCY_LIMIT : PAGE_LIMIT, asked) : asked);
    if (!copy || answer.status < 500) { return answer; }
  } catch (reason) {
    if (!copy) { return (await stored(OFFLINE_PAGE)) || Response.error(); }
  }
  return stamped(copy, isEmergency);
}

function unredirected(response) {
  return response.redirected ? plain(response) : response;
}

/* The page with a line that says it is a copy, and from when. */
async function stamped(copy, isEmergency) {
  const checked = await lastChecked();
  const day = checked ? new Date(checked).toLocaleDateString("de-DE", { day: "2-digit", month: "2-digit", year: "numeric" }) : DAY;
  let text = await copy.text();
  let words = "<p>Sie lesen ohne Internet. Diese Seite liegt auf Ihrem Gerät. Verglichen: " + day + ".</p>";
  if (isEmergency) {
    const isOld = Date.now() - checked > OLD_AFTER;
    if (isOld) { text = text.replace(/<a\b[^>]*href="tel:(?!11[02]")[^>]*>[^]*?<\/a>/g, "(Nummer nur mit Internet)"); }
    words += ALWAYS_RIGHT + (isOld
      ? "<p>Andere Nummern stehen hier nicht: Sie können sich seitdem geändert haben.</p>"
      : "<p>Andere Nummern sind vom selben Tag. Sie können sich seitdem geändert haben.</p>");
  }
  text = text.replace(/<main\b[^>]*>/, function (main) {
    return main + '<div class="rg-ohne-netz" role="status">' + words + "</div>";
  });
  return new Response(text, { headers: copy.headers });
}

/* A part of a page: an address that names its content is as good as the network's, any other asks there first. */
async function part(request, address) {
  const copy = await stored(address);
  if (copy && address.includes("?")) { return copy; }
  try {
    return await (copy ? within(PAGE_LIMIT, fetch(request)) : fetch(request));
  } catch (reason) {
    return copy || Response.error();
  }
}

self.addEventListener("fetch", function (event) {
  const request = event.request;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE) || request.headers.has("range")) { return; }
  const address = keptAddress(request.url);
  if (request.mode === "navigate") {
    event.respondWith(page(request, address));
    event.waitUntil(compare().catch(function () {}));
  } else if (address) {
    event.respondWith(part(request, address));
  }
});
