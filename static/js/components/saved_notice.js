/* Keeps what is typed into `form[data-draft]`: at once on this device, a little later on the server where
   `data-draft-to` says so; and tells which. Words only: no file, no password. The device forgets them when the
   server has confirmed exactly these words, or when a page shows that the work is done (`[data-draft-done]`). */
import { forget, keepFields, readFields, recall, store } from "../draft_store.js";

const PAUSE = 800; // milliseconds after the last key, before the device keeps it
const REST = 2500; // and before the server is asked to
const AGAIN = 20_000; // after the server could not be reached
const TELL = 10_000; // how often the age of what was saved is told anew

export function keepDrafts(root, { send = fetch } = {}) {
  for (const done of root.querySelectorAll("[data-draft-done]")) {
    forget(done.dataset.draftDone);
    forget(`${done.dataset.draftDone.split(".")[0]}.new`);
  }
  for (const form of root.querySelectorAll("form[data-draft]")) new Draft(form, send).begin();
}

class Draft {
  constructor(form, send) {
    Object.assign(this, { form, name: form.dataset.draft, to: form.dataset.draftTo, timers: {} });
    this.send = (...request) => send(...request); // as a method of ours, fetch would refuse to be called
    this.notice = form.querySelector("[data-saved]");
    this.changes = 0;
  }

  begin() {
    this.restore();
    this.form.addEventListener("input", () => this.changed());
    addEventListener("online", () => this.dirty && this.later("server", 0));
    addEventListener("pagehide", () => this.dirty && this.keepHere());
    // Signed in again in another window: what waits here can be saved.
    addEventListener("focus", () => this.dirty && this.later("server", PAUSE));
    setInterval(() => this.tell(), TELL);
  }

  /* A form that came back from the server with somebody's words in it is left as it is. */
  restore() {
    const kept = recall(this.name);
    if (!kept || "draftAsItIs" in this.form.dataset) return;
    if (this.name.endsWith(".new") && kept.key) this.takeOver(kept);
    else if (kept.edition !== this.form.elements.edition?.value) return this.offer(kept);
    this.putIn(kept);
    this.part("back").hidden = false;
  }

  /* The server may have the draft already, and only its answer was lost. */
  takeOver({ key, page }) {
    this.form.elements.key.value = key;
    if (page) this.form.elements.page.value = page;
  }

  offer(kept) {
    this.notice.hidden = this.part("offer").hidden = false;
    this.part("well").hidden = true;
    this.part("offer").querySelector("button").addEventListener("click", () => {
      this.part("offer").hidden = true;
      this.putIn(kept);
      this.form.querySelector("textarea")?.focus();
    });
  }

  putIn(kept) {
    readFields(this.form, kept.fields);
    this.changed();
    this.keepHere();
  }

  changed() {
    this.dirty = true;
    this.changes += 1;
    this.later("device", PAUSE);
    this.later("server", REST);
  }

  later(where, wait) {
    clearTimeout(this.timers[where]);
    this.timers[where] = setTimeout(() => (where === "device" ? this.keepHere() : this.keepThere()), wait);
  }

  keepHere() {
    const { key, page, edition } = this.form.elements;
    const kept = { key: key?.value, page: page?.value, edition: edition?.value, fields: keepFields(this.form) };
    if (store(this.name, kept)) this.saved("device");
  }

  async keepThere() {
    if (!this.to || this.asking) return this.asking && this.later("server", REST);
    const [changes, body] = [this.changes, new FormData(this.form)];
    for (const file of this.form.querySelectorAll("[type=file]")) body.delete(file.name);
    this.asking = true;
    try {
      const answer = await this.send(this.to, { method: "POST", body, headers: { Accept: "application/json" } });
      const isOurs = answer.headers.get("Content-Type")?.includes("json");
      this.answered(answer.ok, isOurs ? await answer.json() : { words: this.part("trouble").dataset.refused }, changes);
    } catch {
      this.trouble({ words: this.part("trouble").dataset.offline });
      this.later("server", AGAIN);
    }
    this.asking = false;
  }

  answered(isSaved, said, changes) {
    if (!isSaved) return this.trouble(said);
    this.trouble({ words: "" });
    if (!said.edition) return;
    forget(this.name);
    this.form.elements.edition.value = said.edition;
    this.form.action = said.action;
    history.replaceState(null, "", said.action); // reloading this page opens the draft
    this.name = `${this.name.split(".")[0]}.${this.form.elements.key.value}`;
    if (changes === this.changes) {
      this.dirty = false;
      this.saved("server");
    } else {
      this.keepHere();
      this.later("server", REST);
    }
  }

  trouble({ words, sign_in: signIn = false }) {
    const place = this.part("trouble");
    if (place.textContent !== words) place.textContent = words;
    this.part("sign-in").hidden = !signIn;
    if (words) this.notice.hidden = false;
  }

  saved(where) {
    clearTimeout(this.timers[where]);
    this.savedAt = new Date();
    this.part("well").hidden = this.notice.hidden = false;
    this.part("device").hidden = where !== "device";
    this.part("server").hidden = where !== "server";
    this.tell();
  }

  /* “10 seconds ago” where the browser can say it in the language of the page, else the time of day. */
  tell() {
    if (!this.savedAt) return;
    const { lang } = document.documentElement;
    const time = this.notice.querySelector("time");
    const age = Math.round((Date.now() - this.savedAt) / 1000);
    time.dateTime = this.savedAt.toISOString();
    const known = Intl.RelativeTimeFormat.supportedLocalesOf(lang).length && age < 120;
    time.textContent = known
      ? new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(-age, "second")
      : this.savedAt.toLocaleTimeString(lang, { timeStyle: "short" });
  }

  part(name) {
    return this.notice.querySelector(`[data-saved-${name}]`);
  }
}
