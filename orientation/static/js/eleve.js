// J and K go to the next pupil and to the one before: links that are on the page anyway. The page leaves this out when
// its keys are switched off.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const key = event.key.toLowerCase();
  const link = ["j", "k"].includes(key) && document.querySelector(`[data-key="${key}"]`);
  if (link) link.click();
});
