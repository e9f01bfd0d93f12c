/* Keeps what is typed into `form[data-draft]` on this device, and says so. Words only: no file, no password, no
   hidden field. A form that comes back from the server with its words in place is left as it is. An address
   that shows the work is done (`[data-draft-done]`) lets go of what was kept. */
const PAUSE = 800; // milliseconds after the last key
const KEPT = "input:not([type=file], [type=password], [type=hidden]), textarea, select";

export function keepDrafts(root) {
  for (const done of root.querySelectorAll("[data-draft-done]")) forget(done.dataset.draftDone);
  for (const form of root.querySelectorAll("form[data-draft]")) keep(form);
}

function keep(form) {
  const key = `draft:${form.dataset.draft}`;
  const notice = form.querySelector("[data-saved]");
  restore(form, key);
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(form, key, notice), PAUSE);
  });
}

function save(form, key, notice) {
  const words = [...form.querySelectorAll(KEPT)].map((field) => [field.name, field.value, field.checked]);
  try {
    localStorage.setItem(key, JSON.stringify(words));
  } catch {
    return; // private browsing, or full: then nothing is claimed
  }
  const now = new Date();
  const time = notice.querySelector("time");
  time.dateTime = now.toISOString();
  time.textContent = now.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
  notice.hidden = false;
}

function restore(form, key) {
  const fields = [...form.querySelectorAll(KEPT)];
  if (fields.some((field) => field.value !== field.defaultValue && field.matches("input, textarea"))) return;
  if (fields.some((field) => field.matches("textarea, [type=text]") && field.value)) return;
  for (const [index, [name, value, checked]] of read(key).entries()) {
    const field = fields[index];
    if (field?.name !== name) return; // the form has changed since
    if (field.matches("[type=radio], [type=checkbox]")) field.checked = checked;
    else field.value = value;
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? [];
  } catch {
    return [];
  }
}

function forget(name) {
  try {
    localStorage.removeItem(`draft:${name}`);
  } catch {
    // nothing could be kept, so there is nothing to let go of
  }
}
