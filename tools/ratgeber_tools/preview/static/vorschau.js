/* Only in the preview: loads the page anew when it was built anew, and shows what the checks say of it. */
(function () {
  "use strict";
  var isPair = document.body.classList.contains("rg-v-zwei");
  var frames = Array.prototype.slice.call(document.querySelectorAll("iframe"));
  if (window.parent !== window) { return; }  // inside the pair, which looks after both

  var built = null;
  var source = null;
  var panel = document.createElement("aside");
  panel.className = "rg-v-tafel";
  panel.setAttribute("aria-label", "Vorschau");
  document.body.append(panel);

  function shown() {
    return isPair ? frames[0].contentWindow.location : window.location;
  }
  function element(name, words, className) {
    var made = document.createElement(name);
    made.textContent = words || "";
    if (className) { made.className = className; }
    return made;
  }
  function count(number, one, many) {
    return (number || "keine") + " " + (number === 1 ? one : many);
  }
  function remark(each, isHere) {
    var item = element("li", "", "rg-v-" + each.art.toLowerCase());
    item.append(element("strong", each.art + (each.zeile ? ", Zeile " + each.zeile : "") + ": "));
    if (!isHere && each.adresse && each.ort) {
      var link = element("a", each.ort);
      link.href = each.adresse;
      item.append(link, " ");
    } else if (!isHere && each.ort) {
      item.append(each.ort + " ");
    }
    item.append(each.satz);
    return item;
  }
  function list(remarks, isHere) {
    var made = document.createElement("ul");
    remarks.forEach(function (each) { made.append(remark(each, isHere)); });
    return made;
  }
  function folded(words, content, name, isOpen) {
    var details = document.createElement("details");
    var before = panel.querySelector("details." + name);
    details.className = name;
    details.open = before ? before.open : isOpen;
    details.append(element("summary", words), content);
    return details;
  }
  function show(state) {
    var parts = [];
    if (state.fehler) {
      parts.push(element("p", "Nicht neu gebaut: " + state.fehler, "rg-v-fehler"));
    }
    if (state.hier.length) {
      parts.push(folded(count(state.hier.length, "Fund", "Funde") + " auf dieser Seite", list(state.hier, true), "rg-v-hier", true));
    } else {
      parts.push(element("p", state.geprueft ? "Auf dieser Seite gibt es nichts zu verbessern." : "Wird geprüft …"));
    }
    if (state.sonst.length) {
      parts.push(folded(count(state.sonst.length, "Fund", "Funde") + " anderswo", list(state.sonst, false), "rg-v-sonst", false));
    }
    var other = element("a", isPair ? "Nur diese Seite" : "Mit Telefon daneben");
    var here = shown().pathname + shown().search + shown().hash;
    other.href = isPair ? here : "/_vorschau/telefon?seite=" + encodeURIComponent(here);
    parts.push(other);
    panel.replaceChildren.apply(panel, parts);
  }
  function reload() {
    if (isPair) {
      frames.forEach(function (frame) { frame.contentWindow.location.reload(); });
    } else {
      window.location.reload();
    }
  }
  function listen() {
    if (source) { source.close(); }
    source = new EventSource("/_vorschau/ereignisse?seite=" + encodeURIComponent(shown().pathname));
    source.onmessage = function (event) {
      var state = JSON.parse(event.data);
      if (built !== null && state.gebaut !== built) { reload(); }
      built = state.gebaut;
      show(state);
    };
  }

  /* A browser keeps only six connections to one address: a page nobody looks at gives its own back. */
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) { if (source) { source.close(); source = null; } } else { listen(); }
  });

  /* What is opened in one frame is opened in the other.  A frame that arrives where it was sent opens nothing: else
     one that is slow would take the other back. */
  var sentTo = frames.map(function (frame) { return frame.src; });
  frames.forEach(function (frame, index) {
    frame.addEventListener("load", function () {
      var other = frames[1 - index].contentWindow;
      var here = frame.contentWindow.location;
      var isOpenedHere = here.href !== sentTo[index];
      sentTo[index] = null;
      if (isOpenedHere && other.location.pathname !== here.pathname) {
        sentTo[1 - index] = here.href;
        other.location.href = here.href;
      }
      if (index === 0) { listen(); }
    });
  });
  if (!isPair) { listen(); }
}());
