/* Forms that a passkey fills in: `form[data-passkey]`, "make" or "use". What the browser is to be asked stands in the
   element that `data-passkey-given` names, or comes from the address in `data-passkey-ask`; what it answers goes into
   the field `credential`. Where passkeys cannot be (an old browser, an address of numbers) the form stays hidden and
   the words in `[data-passkey-without]` stay. */
const NUMBERS = /^[\d.]+$|:/;

export function offerPasskeys(root) {
  if (!window.PublicKeyCredential || NUMBERS.test(location.hostname)) return;
  for (const form of root.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form);
    });
  }
  for (const words of root.querySelectorAll("[data-passkey-without]")) words.hidden = true;
}

async function ask(form) {
  const said = form.querySelector("[data-passkey-said]");
  said.textContent = "";
  try {
    const given = await options(form);
    const answer = form.dataset.passkey === "make" ? await make(given) : await use(given);
    form.elements.credential.value = JSON.stringify(answer);
    form.submit();
  } catch {
    said.textContent = said.dataset.passkeySaid; // cancelled, timed out, or no passkey here
  }
}

async function options(form) {
  const { passkeyGiven, passkeyAsk } = form.dataset;
  if (passkeyGiven) return JSON.parse(document.getElementById(passkeyGiven).textContent);
  const answer = await fetch(passkeyAsk, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

async function make({ creation_options: { publicKey } }) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: (publicKey.excludeCredentials ?? []).map(known),
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    },
  });
  const { clientDataJSON, attestationObject } = credential.response;
  return {
    ...about(credential),
    response: {
      clientDataJSON: text(clientDataJSON),
      attestationObject: text(attestationObject),
      transports: credential.response.getTransports?.() ?? [],
    },
  };
}

async function use({ request_options: { publicKey } }) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: (publicKey.allowCredentials ?? []).map(known),
    },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return {
    ...about(credential),
    response: {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    },
  };
}

const known = (credential) => ({ ...credential, id: bytes(credential.id) });

const about = (credential) => ({
  type: credential.type,
  id: credential.id,
  rawId: text(credential.rawId),
  authenticatorAttachment: credential.authenticatorAttachment ?? null,
  clientExtensionResults: credential.getClientExtensionResults(),
});

/* base64url, as both sides write bytes in JSON. */
const bytes = (words) =>
  Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
