/**
 * The shop's data layer: found under whatever name, also when it comes late; read from its first entry and after every
 * push. Its entries are only looked at. A hook may be lost and an array replaced, so what has been read is known by its
 * place in the layer, not by the hook that told of it, and looking again is always safe.
 */
import { pageLists } from "./hints.ts";
import { isTelling } from "./layer/ga4.ts";

type Layer = unknown[];

/** How far the layer of a name has been read. */
interface Mark {
  last?: unknown;
  count: number;
  /** The push put in last, and how often one was. */
  hook?: Layer["push"];
  hooks: number;
}

/** Another script that also puts its hook back each time would make the chain endless. */
const MOST_HOOKS = 8;
/** Looks after which a layer of an unheard-of name is not searched for any more. */
const MOST_SEARCHES = 10;

/**
 * Answers the look at what is there now; a second apart is often enough. `read` hears each entry of each layer once, in
 * order, and must not throw. `named`: the only layer to listen to, where the tag names it.
 */
export function observeLayers(named: string | null, read: (entry: unknown) => void): () => void {
  const page = window as unknown as Record<string, unknown>;
  const marks: Record<string, Mark> = {};
  let searches = 0;
  return () => {
    const names = named ? [named] : knownNames(page);
    const isFound = names.some((name) => Array.isArray(page[name]) && (page[name] as []).some(isTelling));
    if (!named && !isFound && searches++ < MOST_SEARCHES) names.push(...searchedNames());
    for (const name of names) {
      const layer = page[name];
      if (!Array.isArray(layer)) continue;
      marks[name] ??= { count: 0, hooks: 0 };
      listen(layer, marks[name], read);
    }
  };
}

/** By Tag Manager itself, by the address of its script, or by custom. */
function knownNames(page: { google_tag_manager?: object }): string[] {
  const containers: { dataLayer?: { name: string } }[] = Object.values(page.google_tag_manager ?? {});
  const scripts = document.querySelectorAll<HTMLScriptElement>('[src*="/gtm.js"],[src*="/gtag/js"]');
  const names = [
    ...containers.map((container) => container?.dataLayer?.name),
    ...[...scripts].map(({ src }) => /[?&]l=(\w+)/.exec(src)?.[1]),
    "dataLayer",
  ];
  return [...new Set(names.map(String))];
}

/** A global list with an entry such as data layers hold. */
const searchedNames = (): string[] =>
  pageLists()
    .filter(([, list]) => (list as Parameters<typeof isTelling>[0][]).some(isTelling))
    .map(([name]) => name)
    .slice(0, 1);

function listen(layer: Layer, mark: Mark, read: (entry: unknown) => void): void {
  const catchUp = () => {
    // Tag Manager takes the oldest entries out of a long layer; a layer put in its place may begin with the old entries.
    const isInPlace = layer[mark.count - 1] === mark.last;
    mark.count = isInPlace ? mark.count : layer.lastIndexOf(mark.last) + 1;
    while (mark.count < layer.length) {
      mark.last = layer[mark.count++];
      read(mark.last);
    }
  };
  catchUp();
  if (layer.push === mark.hook || mark.hooks++ >= MOST_HOOKS || Object.isFrozen(layer)) return;
  const { push } = layer;
  layer.push = mark.hook = function (this: Layer, ...entries) {
    const length = push.apply(this, entries);
    catchUp();
    return length;
  };
}
