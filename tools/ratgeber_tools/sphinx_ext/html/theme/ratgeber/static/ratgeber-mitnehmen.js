/* “Teilen”: through the device's own list of programs, else the address is copied.  Nothing is stored, nothing is sent. */
(function () {
  "use strict";
  var section = document.querySelector(".rg-mitnehmen");
  if (!section) { return; }
  var button = section.querySelector(".rg-teilen");
  var said = section.querySelector("[role=status]");
  var address = section.getAttribute("data-adresse") || location.href.split("#")[0];

  function copy() {
    navigator.clipboard.writeText(address).then(
      function () { said.textContent = "Die Adresse ist kopiert."; },
      function () { said.textContent = "Bitte von Hand kopieren: " + address; }
    );
  }

  function share() {
    navigator.share({ title: document.title, url: address }).catch(function (reason) {
      if (reason.name !== "AbortError" && navigator.clipboard) { copy(); }
    });
  }

  if (!navigator.share && !navigator.clipboard) { return; }
  if (!navigator.share) { button.textContent = "Adresse kopieren"; }
  button.addEventListener("click", navigator.share ? share : copy);
  button.disabled = false;
}());
