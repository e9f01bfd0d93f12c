/* What a device keeps of a form: each field by its name and its place among those of that name. */
const KEPT = "input:not([type=file], [type=password], [type=hidden]), textarea, select";
const PREFIX = "draft:";

export function store(name, kept) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(kept));
    return true;
  } catch {
    return false; // private browsing, or full: then nothing is claimed
  }
}

export function recall(name) {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + name));
    return Array.isArray(kept?.fields) ? kept : null;
  } catch {
    return null;
  }
}

export function forget(name) {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // nothing could be kept, so there is nothing to let go of
  }
}

export function keepFields(form) {
  return [...form.querySelectorAll(KEPT)].map((field) => [field.name, field.value, field.checked]);
}

/* Ticks belong to their value, words to their place: a photo or person that has gone since takes nothing along. */
export function readFields(form, fields) {
  const places = new Map();
  for (const [name, value, checked] of fields) {
    const like = [...form.querySelectorAll(KEPT)].filter((field) => field.name === name);
    const ticks = like.filter((field) => field.matches("[type=radio], [type=checkbox]"));
    if (ticks.length) {
      for (const field of ticks) if (field.value === value) field.checked = checked;
      continue;
    }
    const place = places.get(name) ?? 0;
    places.set(name, place + 1);
    if (like[place]) like[place].value = value;
  }
}
