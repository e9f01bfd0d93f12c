/* Improves what is already there; every page works without it. */
import { tellAges } from "./components/ages.js";

tellAges(document);
