/* In the CMS: while a source's answer is awaited, look for it, so that nobody has to press reload. */
const EVERY = 2000; // ms
const page = document.querySelector("[data-fresh]");

async function look() {
  const answer = await fetch(page.dataset.fresh, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
  if (fresh && !("awaited" in fresh.dataset)) page.querySelector("[data-live]").replaceChildren(...fresh.childNodes);
  else setTimeout(look, EVERY);
}

if (page?.querySelector("[data-awaited]")) setTimeout(look, EVERY);
