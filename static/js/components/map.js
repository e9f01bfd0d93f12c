/* Draws a map where one is asked for, once it comes into view: its code, its styles and its points load only then.
   What it shows stands beside it in words, so a map that cannot be drawn takes nothing away. */
export function drawMaps(root) {
  const places = root.querySelectorAll("[data-map]");
  if (!places.length || !("IntersectionObserver" in window)) return;
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        load(target);
      }
    },
    { rootMargin: "200px" },
  );
  for (const place of places) seen.observe(place);
}

async function load(place) {
  const still = [...place.childNodes];
  try {
    const [{ draw }] = await Promise.all([import(place.dataset.mapCode), styled(place.dataset.mapStyle)]);
    await draw(place);
  } catch (problem) {
    console.warn("The map could not be drawn.", problem);
    place.removeAttribute("data-drawn");
    place.replaceChildren(...still); // the words beside it still say it all
  }
}

function styled(href) {
  return new Promise((resolve, reject) => {
    if (document.querySelector(`link[href="${href}"]`)) return resolve();
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    link.addEventListener("load", resolve);
    link.addEventListener("error", reject);
    document.head.append(link);
  });
}
