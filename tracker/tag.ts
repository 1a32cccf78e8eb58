/** The tag in the shop's page, and what lies beside the script it names. */
import type { Core, PagePart } from "./api.ts";

// File names, put in by the build: any release finds its own parts by the hash of what is in them.
declare const PAGE_FILE: string;
declare const CONTENT_FILE: string;

/** Absent where the script was started in a way that leaves no tag. */
export const script = (document.currentScript ??
  document.querySelector('[src*="/i.js"]')) as HTMLScriptElement;
const src = script?.src;

/** From the tag's attributes, or from its address: tag managers strip attributes. */
export const setting = (name: string): string | null =>
  script.dataset[name] ?? new URL(src).searchParams.get(name);

export const besideScript = (path: string): string => new URL(path, src).href;

/** The content part is fetched, for the page part to find. */
export const preloadContent = (): unknown => import(besideScript(CONTENT_FILE));

/** The page part once it has started; undefined before recording is allowed. */
export let pagePart: Promise<ReturnType<PagePart["start"]>> | undefined;

export function openPagePart(core: Core): void {
  pagePart = import(besideScript(PAGE_FILE)).then((part: PagePart) => part.start(core));
}
