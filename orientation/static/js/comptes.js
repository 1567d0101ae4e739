// Passkeys: the browser is asked, and what it answers goes with the form.
"use strict";

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withBytes = (keys) => (keys || []).map((key) => ({ ...key, id: toBytes(key.id) }));

const ask = {
  create: ({ publicKey }) =>
    navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: toBytes(publicKey.challenge),
        user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
        excludeCredentials: withBytes(publicKey.excludeCredentials),
      },
    }),
  get: ({ publicKey }) =>
    navigator.credentials.get({
      publicKey: {
        ...publicKey,
        challenge: toBytes(publicKey.challenge),
        allowCredentials: withBytes(publicKey.allowCredentials),
      },
    }),
};

/* The buffers of an answer, as text: those that it has. */
function answerOf(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

function offerPasskey(form) {
  const button = form.querySelector("[data-passkey-ask]");
  const said = form.querySelector("[data-passkey-said]");
  button.hidden = !window.PublicKeyCredential;
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      const credential = await ask[form.dataset.passkey](JSON.parse(form.dataset.options));
      form.querySelector("[name=credential]").value = answerOf(credential);
      form.submit();
    } catch {
      said.textContent = "La clé d’accès n’a pas répondu, ou n’est pas de ce compte. Réessayez.";
    }
  });
}

document.querySelectorAll("[data-passkey]").forEach(offerPasskey);
document.getElementById("errors")?.focus();
