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
document.addEventListener("keydown", turn);
frame?.addEventListener("load", () => {
  frame.contentDocument?.addEventListener("keydown", turn);
  const words = document.getElementById("wartet");
  if (words && frame.contentDocument?.URL.includes("/sitzung/seite/")) words.textContent = "";
});
