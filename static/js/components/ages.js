/* Turns the time of a fresh story into "2 hours ago", where `data-age` asks for it; the exact time stays
   in `datetime` and in the title. Older ones keep their date, and so do all of them where the browser cannot say
   it in the language of the page (Chromium knows no Welsh): a date is better than a phrase in another language. */
const UNITS = [
  ["hour", 3600],
  ["minute", 60],
];
const FRESH = 22 * 3600; // seconds; past this a date says more

export function tellAges(root, now = Date.now()) {
  const { lang } = document.documentElement;
  if (!Intl.RelativeTimeFormat.supportedLocalesOf(lang).length) return;
  const format = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
  for (const time of root.querySelectorAll("time[data-age]")) {
    const age = (now - Date.parse(time.dateTime)) / 1000;
    if (!(age >= 60 && age < FRESH)) continue;
    const [unit, seconds] = UNITS.find(([, size]) => age >= size);
    time.title = time.textContent.trim();
    time.textContent = format.format(-Math.floor(age / seconds), unit);
  }
}
