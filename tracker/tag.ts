/** The tag in the shop's page, and what lies beside the script it names. */
import type { ConsentSourcesPart, Core, PagePart } from "./api.ts";

// File names, put in by the build: any release finds its own parts by the hash of what is in them.
declare const PAGE_FILE: string;
declare const CONTENT_FILE: string;
declare const CONSENT_SOURCES_FILE: string;

/** Absent where the script was started in a way that leaves no tag. */
const script = (document.currentScript ?? document.querySelector('[src*="/i.js"]')) as HTMLScriptElement;
const src = script?.src;

/** From the tag's attributes, or from its address: tag managers strip attributes. */
export const setting = (name: string): string | null =>
  script.dataset[name] ?? new URL(src).searchParams.get(name);

export const besideScript = (path: string): string => new URL(path, src).href;

/** A part that cannot be had is nothing the page should hear of. */
const load = <Part>(file: string): Promise<Part | undefined> => import(besideScript(file)).catch(() => {});

/** The content part is fetched, for the page part to find. */
export const preloadContent = (): unknown => load(CONTENT_FILE);

/** The page part once it has started; undefined before recording is allowed, answers undefined where it cannot be had. */
export let pagePart: Promise<ReturnType<PagePart["start"]> | undefined> | undefined;

export function openPagePart(core: Core): void {
  pagePart = load<PagePart>(PAGE_FILE).then((part) => part?.start(core));
}

/** Without the part nothing is heard from the source, and so nothing is allowed. */
export function followSource(...given: Parameters<ConsentSourcesPart["follow"]>): void {
  load<ConsentSourcesPart>(CONSENT_SOURCES_FILE).then((part) => part?.follow(...given));
}
