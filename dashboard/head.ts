/**
 * Runs in the page's head, before the first paint: the theme and the language chosen on this device, else the system's; and
 * asks at once for what the page will need. Found only by running the frame, these would come one after the other.
 */
import { BASE, type ModuleName, moduleOf, parseRoute } from "./address.ts";
import { keptLanguage } from "./language-choice.ts";
import { keptTheme } from "./theme-choice.ts";

/** Written in by the build: files, and as places among them what each page has besides the frame, and more of in Polish. */
declare const FILES: string[];
declare const PAGES: Record<ModuleName, Record<"page" | "pl", number[]>>;

const { documentElement, head } = document;
const theme = keptTheme();
if (theme) documentElement.dataset.theme = theme;
const language = keptLanguage() ?? (/^pl\b/i.test(navigator.language) ? "pl" : "en");
documentElement.lang = language;

const name = moduleOf(parseRoute(location));
if (name) {
  const { page, pl } = PAGES[name];
  for (const place of language === "pl" ? [...page, ...pl] : page)
    ask({ rel: "modulepreload", href: BASE + FILES[place] });
  // As `fetch` will ask for it: then it is asked for once.
  ask({ rel: "preload", as: "fetch", crossOrigin: "anonymous", href: "/api/me" });
}

function ask(link: Partial<HTMLLinkElement>): void {
  head.append(Object.assign(document.createElement("link"), link));
}
