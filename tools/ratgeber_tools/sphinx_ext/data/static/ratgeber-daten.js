/* Values say by themselves when their last day has passed; parents find their child's year by its birthday.
   Nothing is stored, nothing is sent. */
(function () {
  "use strict";
  var today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Berlin" });

  document.querySelectorAll(".rg-ablauf[data-bis]").forEach(function (value) {
    if (value.dataset.bis < today) {
      value.children[0].hidden = true;
      value.children[1].hidden = false;
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

    function show() {
      var born = field.value;
      var found = 0;
      cohorts.forEach(function (cohort) {
        var fits = !born || (cohort.dataset.von <= born && born <= cohort.dataset.bis);
        cohort.hidden = !fits;
        if (fits) { found += 1; }
      });
      if (!found) {
        cohorts.forEach(function (cohort) { cohort.hidden = false; });
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
