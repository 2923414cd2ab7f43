/* What is different today: days that are past, what comes next, until when somebody is there.  Nothing is stored or sent. */
(function () {
  "use strict";
  var today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Berlin" });

  document.querySelectorAll(".rg-kachel[data-ende]").forEach(function (tile) {
    if (tile.dataset.ende && tile.dataset.ende < today) { tile.classList.add("rg-vorbei"); }
  });

  /* Of what comes next those that are past go, and others move up. */
  document.querySelectorAll(".rg-naechste").forEach(function (list) {
    var shown = list.querySelectorAll("li:not([hidden])").length;
    Array.prototype.forEach.call(list.querySelectorAll("li"), function (item) {
      var end = item.querySelector("[data-ende]").dataset.ende;
      var here = !(end && end < today) && shown > 0;
      item.hidden = !here;
      if (here) { shown -= 1; }
    });
  });

  /* Until when somebody is there today, as their hours say; of holidays the guide knows nothing, so it says whose word
     it is. */
  function clock(minutes) {
    var past = minutes % 60;
    return Math.floor(minutes / 60) + (past ? "." + (past < 10 ? "0" : "") + past : "") + " Uhr";
  }
  document.querySelectorAll("[data-zeiten]").forEach(function (card) {
    var place = card.querySelector(".rg-heute");
    var parts = new Date().toLocaleTimeString("sv-SE", { timeZone: "Europe/Berlin" }).split(":");
    var now = 60 * Number(parts[0]) + Number(parts[1]);
    var day = new Date(today + "T12:00:00Z").getUTCDay() || 7;
    var hours = card.dataset.zeiten.split(" ").map(function (each) {
      return each.match(/^(\d):(\d+)-(\d+)$/).slice(1).map(Number);
    }).filter(function (each) { return each[0] === day; });
    var left = hours.filter(function (each) { return each[2] > now; });
    if (!place) { return; }
    if (!left.length) {
      place.textContent = "Laut Sprechzeiten heute niemand " + (hours.length ? "mehr " : "") + "da.";
    } else if (left[0][1] > now) {
      place.textContent = "Laut Sprechzeiten heute ab " + clock(left[0][1]) + ".";
    } else {
      place.textContent = "Laut Sprechzeiten heute bis " + clock(left[0][2]) + ".";
    }
  });
}());
