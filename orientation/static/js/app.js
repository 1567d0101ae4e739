// Everything here is an enhancement: each page works without it.
"use strict";

const WORDS = ["ça m’est égal", ..."un peu,un peu,un peu,assez,assez,assez,beaucoup,beaucoup,essentiel,essentiel".split(",")];

/* A slider and two buttons around the number field of an importance. Empty stays empty until the first touch. */
function enhanceScale(scale) {
  const number = scale.querySelector("input[type=number]");
  const range = scale.querySelector("[data-scale-range]");
  if (!number || !range || range.dataset.ready) return;
  range.dataset.ready = "true";
  const word = scale.querySelector("[data-scale-word]");
  const show = () => {
    const empty = number.value === "";
    scale.classList.toggle("is-unset", empty);
    if (word) word.textContent = empty ? "à régler" : WORDS[Number(number.value)] || "";
    range.value = empty ? "5" : number.value;
    range.setAttribute("aria-valuetext", empty ? "pas encore répondu" : `${number.value} sur 10`);
  };
  const set = (value) => {
    number.value = String(Math.min(10, Math.max(0, value)));
    number.dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (const control of scale.querySelectorAll("[hidden]")) control.hidden = false;
  number.addEventListener("input", show);
  window.addEventListener("pageshow", show); // the browser gives answers back after Back
  range.addEventListener("input", () => set(Number(range.value)));
  range.addEventListener("click", () => set(Number(range.value)));
  /* Scrolling is no answer: neither a wheel over the number, nor a swipe that begins on the slider. */
  number.addEventListener("wheel", () => number.blur(), { passive: true });
  let before = "";
  range.addEventListener("pointerdown", () => (before = number.value));
  range.addEventListener("pointercancel", () => {
    number.value = before;
    number.dispatchEvent(new Event("input", { bubbles: true }));
  });
  for (const button of scale.querySelectorAll("[data-scale-step]")) {
    button.addEventListener("click", () => {
      const from = number.value === "" ? 5 : Number(number.value) + Number(button.dataset.scaleStep);
      set(from);
    });
  }
  show();
}

/* So many of a kind at most: the others wait until one is taken back, and the count is said. */
function limitChoices(part) {
  if (part.dataset.ready) return;
  part.dataset.ready = "true";
  const { most: name, mostNumber: most } = part.dataset;
  const boxes = [...part.querySelectorAll(`[name=${name}]`)];
  const state = document.querySelector(`[data-state-of=${name}]`);
  const chosenIn = (within) => within.filter((box) => box.checked).length;
  const update = () => {
    const chosen = chosenIn(boxes);
    for (const box of boxes) box.disabled = !box.checked && chosen >= Number(most);
    if (state) state.textContent = `${chosen} sur ${most}`;
    for (const count of part.querySelectorAll("[data-count]")) {
      const here = chosenIn(boxes.filter((box) => count.closest("details").contains(box)));
      count.hidden = !here;
      count.firstElementChild.textContent = here;
    }
  };
  part.addEventListener("change", (event) => {
    const { unless } = event.target.dataset;
    const other = unless && event.target.closest("div").querySelector(`[name=${unless}]`);
    if (other && event.target.checked) other.checked = false;
    update();
  });
  window.addEventListener("pageshow", update);
  update();
}

/* Fields of a folded part stay out of its form until it is opened. */
function leaveOutWhenFolded(fields) {
  if (fields.dataset.ready) return;
  fields.dataset.ready = "true";
  const part = fields.closest("details");
  const update = () => (fields.disabled = !part.open);
  part.addEventListener("toggle", update);
  update();
  /* Half a number is no number yet: wait; a number that is right again takes its fault away. */
  fields.addEventListener("htmx:beforeRequest", (event) => {
    if (fields.querySelector("input:invalid")) event.preventDefault();
  });
  fields.addEventListener("input", (event) => {
    const field = event.target.closest("[data-scale]");
    if (!field || field.querySelector("input:invalid")) return;
    field.querySelector(".field-error")?.remove();
    field.querySelector("input[aria-invalid]")?.removeAttribute("aria-invalid");
  });
}

/* The link that opens a passation again holds its code after « # »: into the field with it, and out of the address. What
   a sentence left behind the link (a full stop, a bracket) stays out. */
function takeCodeFromAddress() {
  const field = document.querySelector("[data-code]");
  const found = /^#([0-9A-Za-z]{4}(?:-?[0-9A-Za-z]{4}){2})(?!-?[0-9A-Za-z])/.exec(location.hash);
  if (!field || !found) return;
  field.value = found[1];
  history.replaceState(null, "", location.pathname);
}

function offerPrint(button) {
  if (!button.hidden) return;
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/* A link to send: by the system's own sheet where there is one, or copied. */
function offerShare(part) {
  if (part.dataset.ready) return;
  part.dataset.ready = "true";
  const url = part.dataset.share;
  const said = part.querySelector("[role=status]");
  const send = part.querySelector("[data-share-send]");
  const copy = part.querySelector("[data-share-copy]");
  send.hidden = !navigator.share;
  copy.hidden = !navigator.clipboard;
  send.addEventListener("click", () => navigator.share({ title: "Des pistes de métiers à discuter", url }).catch(() => {}));
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(url);
      said.textContent = "Lien copié.";
    } catch {
      said.textContent = "La copie n’a pas marché : sélectionne le lien.";
    }
  });
}

/* Who left is not shown again: a page that the browser kept whole, for Back, is asked for anew when it is older than the
   leaving. Only its hour is noted, in this tab; without that storage the server's « no-store » is all there is. */
const LEFT = "quitte";
function noteLeaving() {
  try {
    if (document.querySelector("[data-left]")) sessionStorage.setItem(LEFT, Date.now());
  } catch {}
}
function forgetWhoLeft(event) {
  try {
    if (event.persisted && performance.timeOrigin < Number(sessionStorage.getItem(LEFT))) location.reload();
  } catch {}
}

function enhance(root) {
  root.querySelectorAll("[data-scale]").forEach(enhanceScale);
  root.querySelectorAll("[data-most]").forEach(limitChoices);
  root.querySelectorAll("[data-when-open]").forEach(leaveOutWhenFolded);
  root.querySelectorAll("[data-share]").forEach(offerShare);
  root.querySelectorAll("[data-print]").forEach(offerPrint);
}

/* A new page brings the look of its body with it. */
function takeBodyClass(event) {
  if (event.detail.target.id !== "main") return;
  document.body.className = /<body[^>]* class="([^"]*)"/.exec(event.detail.xhr.responseText)?.[1] ?? "";
}

/* After htmx replaced a part: say the new title; when it was the page's main part, put the focus where reading starts. */
function afterSwap(swapped) {
  const status = document.getElementById("status");
  if (status) status.textContent = document.title;
  if (swapped.id !== "main") return;
  const target = document.getElementById("errors") || document.querySelector("h1[tabindex]");
  if (target) target.focus({ preventScroll: true });
}

/* What was sent did not arrive: say so beside the button, keep the page and its answers. */
function showFault(event) {
  const fault = event.target.closest("form")?.querySelector("[data-form-fault]");
  if (!fault) return;
  fault.textContent = fault.getAttribute(`data-fault-${event.detail.xhr?.status}`) || fault.textContent;
  fault.hidden = false;
}

/* A link to something inside a folded part, or to it, opens it; on paper all parts are open. */
function openTarget() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const folded = target && target.closest("details");
  if (folded) folded.open = true;
}
const openAll = () => document.querySelectorAll("details").forEach((part) => (part.open = true));

enhance(document);
noteLeaving();
window.addEventListener("pageshow", forgetWhoLeft);
takeCodeFromAddress();
openTarget();
window.addEventListener("hashchange", () => {
  takeCodeFromAddress();
  openTarget();
});
window.addEventListener("beforeprint", openAll);
document.addEventListener("htmx:beforeSwap", takeBodyClass);
document.addEventListener("htmx:afterSettle", (event) => {
  enhance(document);
  noteLeaving();
  afterSwap(event.target);
});
document.addEventListener("htmx:responseError", showFault);
document.addEventListener("htmx:sendError", showFault);
