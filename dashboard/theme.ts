/** Runs before the first paint: the theme and the language chosen on this device, else the system's. */
import { keptLanguage } from "./language-choice.ts";
import { keptTheme } from "./theme-choice.ts";

const theme = keptTheme();
if (theme) document.documentElement.dataset.theme = theme;
document.documentElement.lang = keptLanguage() ?? (/^pl\b/i.test(navigator.language) ? "pl" : "en");
