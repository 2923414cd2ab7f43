/* Values say by themselves when their last day has passed; parents find their child's year by its birthday.
   Nothing is stored, nothing is sent. */
(function () {
  "use strict";
  var today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Berlin" });

  var told = {};
  document.querySelectorAll(".rg-ablauf[data-bis]").forEach(function (value) {
    if (value.dataset.bis < today) {
      value.children[0].hidden = true;
      value.children[1].hidden = false;
      /* whom to ask stands beside the first value that has ended, not beside each */
      var whom = value.querySelector(".rg-wen");
      if (whom) {
        whom.hidden = told[whom.textContent] === true;
        told[whom.textContent] = true;
      }
    }
  });

  document.querySelectorAll("form.rg-geburtstag").forEach(function (form) {
    var field = form.querySelector("input");
    var status = form.querySelector("[role=status]");
    var cohorts = [];
    for (var next = form.nextElementSibling; next && next.matches(".rg-jahrgang"); next = next.nextElementSibling) {
      cohorts.push(next);
    }
    if (!cohorts.length) { return; }
    form.hidden = false;

    /* Cohorts under other headings of the page; one of them may be the child's. */
    function elsewhere(born) {
      return Array.prototype.filter.call(document.querySelectorAll(".rg-jahrgang[data-von]"), function (cohort) {
        return cohorts.indexOf(cohort) < 0 && cohort.dataset.von <= born && born <= cohort.dataset.bis;
      })[0];
    }

    function fits(cohort, born) {
      /* one that may not say whose it is might be the child's */
      return !born || !cohort.dataset.von || (cohort.dataset.von <= born && born <= cohort.dataset.bis);
    }

    function pointTo(cohort) {
      var title = cohort.querySelector(".rubric, caption");
      cohort.id = cohort.id || "jahrgang-gefunden";
      var link = document.createElement("a");
      link.href = "#" + cohort.id;
      link.textContent = title ? title.textContent : "Zum Jahrgang";
      status.textContent = "Die Termine für Ihr Kind stehen an anderer Stelle auf dieser Seite: ";
      status.appendChild(link);
    }

    function show() {
      var born = field.value;
      var found = 0;
      cohorts.forEach(function (cohort) {
        var here = fits(cohort, born);
        cohort.hidden = !here;
        if (here) { found += 1; }
      });
      if (!found) {
        var other = elsewhere(born);
        cohorts.forEach(function (cohort) { cohort.hidden = Boolean(other); });
        if (other) { other.hidden = false; pointTo(other); return; }
        status.textContent = "Für dieses Geburtsdatum steht hier kein Jahrgang. Sie sehen alle.";
      } else {
        status.textContent = born ? "Sie sehen den Jahrgang Ihres Kindes." : "";
      }
    }

    field.addEventListener("change", show);
    form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
    form.addEventListener("reset", function () { setTimeout(show, 0); });
  });
}());
