// The page of a fiche: says how many rows each list holds, and keeps open what was open before saving.
const storageKey = `open:${location.pathname}`;
const groups = [...document.querySelectorAll(".inline-group")];
const wasOpen = new Set(JSON.parse(sessionStorage.getItem(storageKey) ?? "[]"));

for (const group of groups) {
  const count = group.querySelector("[name$='-INITIAL_FORMS']").value;
  group.querySelector(".inline-heading").append(` (${count})`);
  const details = group.querySelector("details");
  if (!details) continue; // a list with an error is always open
  details.open = wasOpen.has(group.id);
  details.addEventListener("toggle", () => {
    if (details.open) wasOpen.add(group.id);
    else wasOpen.delete(group.id);
    sessionStorage.setItem(storageKey, JSON.stringify([...wasOpen]));
  });
}
