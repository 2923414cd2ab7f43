/* Has the device keep the guide, and lets a reader undo that.  Where a device is asked to save data it waits to be told. */
(function () {
  "use strict";
  var KEY = "ratgeber-nicht-behalten";
  var CACHE = "ratgeber-offline";
  if (!navigator.serviceWorker || !window.caches) { return; }
  var worker = new URL("../ratgeber-offline.js", document.currentScript.src);
  var scope = new URL("./", worker).href;
  var line = document.querySelector(".rg-geraet");

  function wish() {
    try { return localStorage.getItem(KEY); } catch (refused) { return "nein"; }
  }

  function register() {
    return navigator.serviceWorker.register(worker.href, { updateViaCache: "none" });
  }

  function show(isKept) {
    if (!line) { return; }
    line.querySelector("span").textContent = isKept
      ? "Der Ratgeber liegt auf diesem Gerät. Sie lesen ihn auch ohne Internet."
      : "Der Ratgeber liegt nicht auf diesem Gerät.";
    var button = line.querySelector("button");
    button.textContent = isKept ? "Vom Gerät löschen" : "Auf dem Gerät behalten";
    button.onclick = isKept ? forget : remember;
    line.hidden = false;
  }

  function ready() {
    navigator.serviceWorker.ready.then(function () { show(true); });
  }

  function remember() {
    try { localStorage.removeItem(KEY); } catch (refused) { /* then nothing is there to remove */ }
    register().then(ready, function () { show(false); });
  }

  function forget() {
    try { localStorage.setItem(KEY, "nein"); } catch (refused) { /* then the next page keeps it again */ }
    caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) {
        return name.indexOf(CACHE + " " + scope + " ") === 0;
      }).map(function (name) { return caches.delete(name); }));
    }).then(function () {
      show(false);
      return navigator.serviceWorker.getRegistration(scope);
    }).then(function (registration) { return registration && registration.unregister(); });
  }

  window.addEventListener("load", function () {
    var saves = navigator.connection && navigator.connection.saveData;
    navigator.serviceWorker.getRegistration(scope).then(function (registration) {
      if (registration && registration.active) { show(true); }
      if (wish() || (saves && !registration)) { show(false); return; }
      register().then(ready, function () {});
    }, function () {});
  });
}());
