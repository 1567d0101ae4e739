// Pages of counsellors: each works without it.
"use strict";

const inField = (element) => element.closest("input, textarea, select, [contenteditable]");

/* « / » goes to the search of pupils; nowhere when single keys were switched off, nor while somebody writes. */
function goToSearch(event) {
  const search = document.querySelector('[aria-keyshortcuts="/"]');
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !search || inField(event.target)) return;
  event.preventDefault();
  (search.offsetParent ? search : document.querySelector("main [type=search]"))?.focus();
}

/* Ticks: all of the page at once, how many, and buttons that wait for one. */
function enhanceLot(form) {
  if (form.dataset.ready) return;
  form.dataset.ready = "true";
  const all = form.querySelector("[data-tous] input");
  const boxes = [...form.querySelectorAll("[name=eleve]")];
  const said = form.querySelector("[data-choisis]");
  const empty = said.textContent;
  const update = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && !all.checked;
    said.textContent = chosen ? `${chosen} choisi${chosen > 1 ? "s" : ""} sur ${said.dataset.choisis} affichés` : empty;
    for (const button of form.querySelectorAll("[name=acte]")) button.disabled = !chosen;
  };
  all.parentElement.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    update();
  });
  form.addEventListener("change", update);
  window.addEventListener("pageshow", update);
  update();
}

/* Filters are folded on phones, unless one is set. */
function foldFilters(part) {
  const set = [...part.querySelectorAll("select:not(#tri), [type=search]")].some((field) => field.value);
  if (matchMedia("(max-width: 48rem)").matches && !set) part.open = false;
}

function offerCopy(button) {
  const said = button.parentElement.querySelector("[data-copie-dite]");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copie);
      said.textContent = "Lien copié.";
    } catch {
      said.textContent = "La copie n’a pas marché : sélectionnez le lien.";
    }
  });
}

function enhance() {
  document.querySelectorAll("[data-lot]").forEach(enhanceLot);
  document.querySelectorAll("[data-plie]").forEach(foldFilters);
  document.querySelectorAll("[data-copie]").forEach(offerCopy);
}

enhance();
document.addEventListener("keydown", goToSearch);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "main") return;
  enhance();
  document.querySelector("h1[tabindex]")?.focus({ preventScroll: true });
});
