/* Improves what is already there; every page works without it. */
import { tellAges } from "./components/ages.js";
import { watchForNews } from "./components/newer.js";

tellAges(document);
for (const place of document.querySelectorAll("[data-news]")) watchForNews(place);
