/* Person circle, organisation square, area ring: the same drawing as templates/components/shape.html. */
const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  person: ["M13 2a11 11 0 1 0 0 22a11 11 0 1 0 0-22", "M13 2a11 11 0 0 1 0 22z"],
  organisation: ["M2 2h22v22h-22z", "M13 2h11v22h-11z"],
  area: ["M13 4a9 9 0 1 0 0 18a9 9 0 1 0 0-18", "M13 4a9 9 0 0 1 0 18"],
};

export function shape(kind, threads) {
  const [first, second] = threads;
  const svg = node("svg", { class: "shape", viewBox: "0 0 26 26", "aria-hidden": "true" });
  svg.dataset.thread = first?.slug ?? "network";
  const ring = kind === "area" ? " shape__ring" : "";
  svg.append(node("path", { class: ring.trim(), d: PATHS[kind][0] }));
  if (second) {
    svg.dataset.threadToo = second.slug;
    svg.append(node("path", { class: `shape__too${ring}`, d: PATHS[kind][1] }));
  }
  return svg;
}

function node(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  return made;
}
