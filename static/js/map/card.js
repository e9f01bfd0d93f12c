/* What a mark stands for, over the foot of the map: its name leads to its page. Escape closes it and goes back. */
import { shape } from "./shapes.js";

export class Card {
  constructor(place) {
    this.place = place;
    this.words = place.dataset;
    place.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  open(entries, from) {
    this.close();
    this.from = from;
    this.element = document.createElement("div");
    this.element.className = "map__card";
    const list = document.createElement("ul");
    list.append(...entries.map((entry) => line(entry, entries.length === 1)));
    const shut = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
    shut.className = "map__shut";
    shut.setAttribute("aria-label", this.words.close);
    shut.addEventListener("click", () => this.close());
    this.element.append(list, shut);
    this.place.append(this.element);
    if (from) list.querySelector("a").focus();
  }

  close() {
    const held = this.element?.contains(document.activeElement);
    this.element?.remove();
    this.element = null;
    // The mark may have been drawn anew meanwhile; the map itself is always there.
    if (held) (this.from?.isConnected ? this.from : this.place.querySelector(".map__pane")).focus();
  }
}

function line({ kind, label, name, href, summary, place, note, threads }, whole) {
  const item = document.createElement("li");
  const words = document.createElement("div");
  const link = Object.assign(document.createElement("a"), { href });
  const bdi = document.createElement("bdi");
  bdi.textContent = name;
  link.append(bdi);
  words.append(link);
  if (whole) {
    const programmes = threads.map((thread) => thread.name).join(", ");
    for (const text of [[label, place].filter(Boolean).join(", "), programmes, summary, note]) {
      if (text) words.append(Object.assign(document.createElement("p"), { textContent: text }));
    }
  }
  item.append(shape(kind, threads), words);
  return item;
}
