/* Improves what is already there; every page works without it. */
import { copyWhenAsked } from "./components/copyable.js";
import { tellAges } from "./components/ages.js";
import { drawMaps } from "./components/map.js";
import { watchForNews } from "./components/newer.js";
import { switchInPlace } from "./components/scheme_switch.js";
import { playWhenAsked } from "./components/embed_still.js";
import { offerPasskeys } from "./components/passkey.js";
import { previewPhotos } from "./components/photo_picker.js";
import { keepDrafts } from "./components/saved_notice.js";

copyWhenAsked(document);
tellAges(document);
drawMaps(document);
for (const place of document.querySelectorAll("[data-news]")) watchForNews(place);
playWhenAsked(document);
previewPhotos(document);
keepDrafts(document);
for (const form of document.querySelectorAll("[data-scheme-switch]")) switchInPlace(form);
offerPasskeys(document);
