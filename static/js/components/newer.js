/* Asks now and then how many stories have come, and offers them as a link; it never puts them in by itself.
   One small request, answered with 304 by way of the browser's own cache while nothing is new. It rests while
   nobody looks at the page, and asks less and less often when there is no news or no answer. */
const FIRST = 30_000; // milliseconds
const LONGEST = 10 * 60_000;

export function watchForNews(place, { ask = fetch, first = FIRST } = {}) {
  const { news, newest } = place.dataset;
  const title = document.title;
  let wait = first;
  let timer;

  function show({ stories, words }) {
    if (!stories || place.textContent === words) return;
    const link = document.createElement("a");
    link.className = "newer__link";
    link.href = newest;
    link.textContent = words;
    place.replaceChildren(link);
    document.title = `(${stories}) ${title}`;
  }

  async function look() {
    try {
      const answer = await ask(news, { cache: "no-cache", headers: { Accept: "application/json" } });
      if (answer.ok) show(await answer.json());
    } catch {
      // Off the line, or the portal is being restarted: the next look is further off, that is all.
    }
    wait = Math.min(wait * 1.5, LONGEST);
    rest();
  }

  function rest() {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = setTimeout(look, wait);
  }

  document.addEventListener("visibilitychange", () => {
    wait = first;
    rest();
  });
  rest();
}
