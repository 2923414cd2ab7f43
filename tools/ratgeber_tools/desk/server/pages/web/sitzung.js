// Keys of the projector: arrows lead to the chapter before and after, also while the shown page has the focus.
// The page needs none of this: the same ways are links.

/** @param {KeyboardEvent} event */
function turn(event) {
  const ways = { ArrowLeft: "prev", ArrowRight: "next" };
  const rel = ways[/** @type {keyof typeof ways} */ (event.key)];
  if (!rel || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = document.querySelector(`a[rel="${rel}"]`);
  if (link instanceof HTMLAnchorElement) {
    event.preventDefault();
    link.click();
  }
}

const frame = document.querySelector("iframe");
const next = document.getElementById("naechste");
let place = -1;

/** Shows the next marked block of the page; behind the last comes the first. */
function show() {
  const marks = frame?.contentDocument?.querySelectorAll("[data-neu]") ?? [];
  if (!marks.length) return;
  place = (place + 1) % marks.length;
  for (let each = marks[place].parentElement; each; each = each.parentElement) {
    if (each instanceof frame.contentWindow.HTMLDetailsElement) each.open = true;
  }
  marks[place].scrollIntoView({ block: "center" });
}

next?.addEventListener("click", show);
document.addEventListener("keydown", turn);
frame?.addEventListener("load", () => {
  frame.contentDocument?.addEventListener("keydown", turn);
  if (next) next.hidden = !frame.contentDocument?.querySelector("[data-neu]");
  const words = document.getElementById("wartet");
  if (words && frame.contentDocument?.URL.includes("/sitzung/seite/")) words.textContent = "";
});
