/* In the CMS: while a source's answer is awaited, tell how far it is, and then what it brought, so that nobody has to
   press reload. An answer somebody is writing meanwhile is left alone. */
const EVERY = 1000; // ms
const page = document.querySelector("[data-fresh]");

async function look() {
  const answer = await fetch(page.dataset.fresh, { headers: { Accept: "text/html" } }).catch(() => null);
  const fresh = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
  if (!fresh) return setTimeout(look, 5 * EVERY);
  const live = page.querySelector("[data-live]");
  const told = progressOf(live);
  if (told.innerHTML !== progressOf(fresh).innerHTML) told.replaceChildren(...progressOf(fresh).childNodes);
  if ("awaited" in fresh.dataset) return setTimeout(look, EVERY);
  if (live.querySelector("details[open]")) return;
  progressOf(fresh).replaceWith(told); // the same element, so that what it says is heard
  live.replaceChildren(...fresh.childNodes);
}

const progressOf = (part) => part.querySelector("[data-progress]");

if (page?.querySelector("[data-awaited]")) setTimeout(look, EVERY);
