/** The tag in the shop's page, and what lies beside the script it names. */
import type { ConsentSourcesPart, Core, PagePart, PreviewPart } from "./api.ts";

// File names, put in by the build: any release finds its own parts by the hash of what is in them.
declare const PAGE_FILE: string;
declare const CONTENT_FILE: string;
declare const CONSENT_SOURCES_FILE: string;
declare const PREVIEW_FILE: string;

/** Absent where the script was started in a way that leaves no tag. */
const script = (document.currentScript ?? document.querySelector('[src*="/i.js"]')) as HTMLScriptElement;
const src = script?.src;

/** From the tag's attributes, or from its address: tag managers strip attributes. */
export const setting = (name: string): string | null =>
  script.dataset[name] ?? new URL(src).searchParams.get(name);

export const besideScript = (path: string): string => new URL(path, src).href;

/**
 * Loads a part and starts it, with what it is given; answers what its start does. A part that cannot be had is nothing the
 * page should hear of. (The content part has no start: it is only fetched.)
 */
const begin = async (file: string, ...given: unknown[]) => {
  try {
    return (await import(besideScript(file))).start?.(...given);
  } catch {}
};

/** The content part is fetched, for the page part to find. */
export const preloadContent = (): unknown => begin(CONTENT_FILE);

/** The page part once it has started; undefined before recording is allowed, answers undefined where it cannot be had. */
export let pagePart: Promise<ReturnType<PagePart["start"]> | undefined> | undefined;

export function openPagePart(core: Core): void {
  pagePart = begin(PAGE_FILE, core);
}

/** Without the part nothing is heard from the source, and so nothing is allowed. */
export const followSource = (
  core: Parameters<ConsentSourcesPart["start"]>[0],
  policy: string | null,
): unknown => begin(CONSENT_SOURCES_FILE, core, policy);

export const openPreview = (listen: Parameters<PreviewPart["start"]>[0]): unknown =>
  begin(PREVIEW_FILE, listen, setting);
