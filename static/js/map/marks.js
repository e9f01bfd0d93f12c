/* The marks on the map: one for each entry, or one for many where they would cover each other. Each is reached by
   keyboard, has a name, and opens a card. */
import { DivIcon, LayerGroup, Marker } from "leaflet/dist/leaflet-src.esm.js";
import Supercluster from "supercluster";
import { shape } from "./shapes.js";

const REACH = 44; // pixels: as wide as a finger, so that no two marks share a touch
const MOST_LISTED = 12; // of entries in one place

export class Marks {
  /* `own`: the one this map is about, which is named and never gathered with others. */
  constructor(map, features, card, words, own = null) {
    Object.assign(this, { map, card, words, own });
    this.layer = new LayerGroup().addTo(map);
    this.index = new Supercluster({
      radius: REACH,
      extent: 256,
      maxZoom: map.getMaxZoom(),
      map: ({ threads }) => ({ threads }),
      reduce: (all, { threads }) => {
        const known = new Set(all.threads.map(({ slug }) => slug));
        all.threads = [...all.threads, ...threads.filter(({ slug }) => !known.has(slug))];
      },
    }).load(own ? features.filter((feature) => feature !== own) : features);
    // Before the map has its first view, nothing that is put on it is drawn.
    map.whenReady(() => {
      this.draw();
      map.on("moveend", () => this.draw());
    });
  }

  draw() {
    const view = this.map.getBounds().pad(0.2);
    const box = [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()];
    this.layer.clearLayers();
    for (const feature of this.index.getClusters(box, Math.floor(this.map.getZoom()))) {
      if (feature.properties.cluster) this.many(feature);
      else this.one(feature);
    }
    if (this.own) this.named(this.own);
  }

  one(feature) {
    const { kind, label, name, threads } = feature.properties;
    const said = [name, label, ...threads.map((thread) => thread.name)].join(", ");
    return this.put(feature, shape(kind, threads), said, (element) => this.card.open([feature.properties], element));
  }

  named(feature) {
    const marker = this.one(feature);
    marker.setZIndexOffset(1000);
    const name = Object.assign(document.createElement("b"), { className: "map__name" });
    name.textContent = feature.properties.name;
    marker.getElement().append(name);
  }

  many(feature) {
    const { cluster_id: id, point_count: count, threads } = feature.properties;
    const drawn = document.createElement("span");
    drawn.className = "map__many";
    drawn.append(String(count));
    const stripes = document.createElement("span");
    stripes.className = "map__stripes";
    for (const { slug } of threads.slice(0, 5)) {
      const stripe = document.createElement("i");
      stripe.dataset.thread = slug;
      stripes.append(stripe);
    }
    drawn.append(stripes);
    const said = [this.words.here.replace("%s", count), ...threads.map(({ name }) => name)].join(", ");
    this.put(feature, drawn, said, (element) => this.nearer(feature, id, element));
  }

  /* Closer, until its parts come apart; where they never do, all of them at once. */
  nearer(feature, id, element) {
    const zoom = this.index.getClusterExpansionZoom(id);
    if (zoom <= this.map.getMaxZoom()) {
      const [longitude, latitude] = feature.geometry.coordinates;
      this.map.setView([latitude, longitude], zoom);
      this.map.getContainer().focus({ preventScroll: true });
      return;
    }
    const leaves = this.index.getLeaves(id, MOST_LISTED).map(({ properties }) => properties);
    this.card.open(leaves, element);
  }

  /* Opened without taking the focus: nobody pressed anything. */
  show(feature) {
    this.card.open([feature.properties], null);
  }

  put(feature, drawn, said, press) {
    const [longitude, latitude] = feature.geometry.coordinates;
    const icon = new DivIcon({ html: drawn, className: "map__mark", iconSize: [REACH, REACH] });
    // What lies beyond the edge is no stop for the keyboard: to show it the map would have to move, and whoever came
    // there would lose their place with the mark that is drawn anew, and never come past the map.
    const isSeen = this.map.getBounds().contains([latitude, longitude]);
    const marker = new Marker([latitude, longitude], { icon, keyboard: isSeen, autoPanOnFocus: false });
    const element = marker.addTo(this.layer).getElement();
    if (isSeen) element.setAttribute("aria-label", said);
    else element.setAttribute("aria-hidden", "true");
    marker.on("click", () => press(element));
    // Leaflet makes it a button that only a pointer can press.
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      press(element);
    });
    return marker;
  }
}
