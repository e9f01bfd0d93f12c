/* The map: Leaflet, an outline of the land, and marks that gather into one where they are too many.
   An entry point of its own: components/map.js loads it when a map comes into view. */
import { GeoJSON, Map as LeafletMap, TileLayer } from "leaflet/dist/leaflet-src.esm.js";
import { Card } from "./map/card.js";
import { Marks } from "./map/marks.js";

const CLOSEST = 12; // points are about a kilometre true: nearer would promise more
const NEAR = 9; // where a reader comes for one place
const REGION = 7; // and where the map is small: the coast must be in view to say where that is
/* A little less than the outline has (static/map/outline.mjs): where it ends is never seen. */
const HELD = [
  [44, -24.5],
  [64, 20.5],
];
const BRITAIN = [
  [49.9, -7.6],
  [58.7, 1.8],
];

export async function draw(place) {
  const { map: points, mapOutline, mapAt } = place.dataset;
  const [found, land] = await Promise.all([points, mapOutline].map(fetched));
  const still = place.querySelector("p");
  const pane = document.createElement("div");
  pane.className = "map__pane";
  pane.setAttribute("role", "region");
  pane.setAttribute("aria-label", place.getAttribute("aria-label"));
  place.append(pane);
  place.dataset.drawn = "";
  still.remove();

  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new LeafletMap(pane, {
    zoomControl: false,
    attributionControl: Boolean(place.dataset.mapTiles),
    maxZoom: CLOSEST,
    minZoom: 4,
    zoomSnap: 0.5,
    maxBounds: HELD,
    maxBoundsViscosity: 1,
    // A page that is scrolled is not meant to zoom; fingers and buttons do.
    scrollWheelZoom: false,
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    markerZoomAnimation: !calm,
    inertia: !calm,
  });
  const fit = () => {
    map.setMinZoom(Math.max(4, map.getBoundsZoom(HELD, true)));
    // On paper it stays as large as it was drawn: nothing draws it anew for the page.
    place.style.setProperty("--drawn-inline", `${pane.clientWidth}px`);
    place.style.setProperty("--drawn-block", `${pane.clientHeight}px`);
  };
  fit();
  map.on("resize", fit);
  background(map, land, place.dataset);
  const card = new Card(place);
  const isSmall = "mapQuiet" in place.dataset;
  const wanted = mapAt && found.features.find(({ id }) => id === mapAt);
  const marks = new Marks(map, found.features, card, place.dataset, isSmall ? wanted : null);
  // On a small map buttons would stand on the marks; its keys, fingers and the big map are left.
  if (!isSmall) place.append(zooming(map, place.dataset));
  begin(map, found.features, wanted, isSmall ? null : marks);
}

async function fetched(address) {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
  return answer.json();
}

function background(map, land, { mapTiles, mapCredit }) {
  if (mapTiles) new TileLayer(mapTiles, { attribution: mapCredit, maxZoom: CLOSEST }).addTo(map);
  else new GeoJSON(land, { interactive: false, style: { className: "map__land", fillOpacity: 1 } }).addTo(map);
}

/* Where the reader came from, else all that there is to see, else the whole of Britain. */
function begin(map, features, wanted, marks) {
  if (wanted) {
    const [longitude, latitude] = wanted.geometry.coordinates;
    map.setView([latitude, longitude], marks ? NEAR : REGION);
    marks?.show(wanted); // a small map would be covered by its card
  } else {
    const points = features.map(({ geometry }) => geometry.coordinates.toReversed());
    map.fitBounds(points.length ? points : BRITAIN, { padding: [32, 32], maxZoom: NEAR });
  }
}

function zooming(map, { zoomIn, zoomOut }) {
  const group = document.createElement("div");
  group.className = "map__zoom";
  for (const [sign, label, by] of [
    ["+", zoomIn, 1],
    ["−", zoomOut, -1],
  ]) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign });
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => map.setZoom(map.getZoom() + by));
    group.append(button);
  }
  return group;
}
