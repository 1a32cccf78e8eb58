/** Runs before the first paint: the theme chosen on this device, else the system's. */
import { keptTheme } from "./theme-choice.ts";

const theme = keptTheme();
if (theme) document.documentElement.dataset.theme = theme;
