/** The URL as state: follows it, and leads to others. */
import { signal } from "@preact/signals";
import { BASE, hrefOf, parseRoute, type Route } from "./address.ts";

export const route = signal<Route>({ page: "overview", id: "", query: {} });

/** Where one was on a page, kept with its entry of the history: Back finds it so. */
interface Whereabouts {
  /** Pixels scrolled. */
  y: number;
  /** Address of the link that had the focus; empty: none. */
  link: string;
}
const TOP: Whereabouts = { y: 0, link: "" };
/** Where to be once the page of the URL is drawn; undefined: where one is. */
let bound: Whereabouts | undefined;

/** Given while a page holds what is not saved; true: it is not to be left unasked. */
let isHeld: (() => boolean) | undefined;
/** Where one was about to go from what is not saved, until it is said whether. */
export const held = signal<string>();

/** Until it is called again: with what says whether something would be lost, or with nothing. */
export function holdWhile(holds: (() => boolean) | undefined): void {
  isHeld = holds;
}
/** Leaves what is not saved behind. */
export function letGo(): void {
  const href = held.value;
  held.value = undefined;
  isHeld = undefined;
  if (href) go(href);
}

export function go(href: string, { replace = false } = {}): void {
  const { pathname, searchParams } = new URL(href, location.href);
  const isOther = pathname !== location.pathname;
  if (isOther && !replace && isHeld?.()) {
    held.value = href;
    return;
  }
  if (isOther || isElsewhere(searchParams)) bound = TOP;
  if (!replace) noteWhereabouts();
  history[replace ? "replaceState" : "pushState"](null, "", href);
  read();
}

/** Another page of the list, or another view of the object. */
function isElsewhere(query: URLSearchParams): boolean {
  const present = new URLSearchParams(location.search);
  return ["before", "view"].some((name) => query.get(name) !== present.get(name));
}

/** The present page with other filters; undefined removes one. */
export function refine(change: Record<string, string | undefined>, options?: { replace: boolean }): void {
  const { page, id, query } = route.value;
  if (page) go(hrefOf(page, id, { ...query, ...change }), options);
}

/** Follows links and the back button from now on. */
export function startRouting(): void {
  history.scrollRestoration = "manual";
  addEventListener("popstate", goBack);
  addEventListener("pagehide", noteWhereabouts);
  addEventListener("beforeunload", (event) => {
    if (isHeld?.()) event.preventDefault();
  });
  document.addEventListener("click", follow);
  bound = history.state as Whereabouts | undefined;
  read();
}

function noteWhereabouts(): void {
  const link = document.activeElement?.closest("#main a")?.getAttribute("href") ?? "";
  history.replaceState({ y: scrollY, link } satisfies Whereabouts, "");
}

function goBack({ state }: PopStateEvent): void {
  const { page, id } = route.value;
  const next = parseRoute(location);
  if (isHeld?.() && (next.page !== page || next.id !== id)) {
    // The browser has gone already: the page comes back on top, and what was asked for waits for an answer.
    held.value = location.pathname + location.search;
    history.pushState(null, "", hrefOf(page ?? "overview", id, route.value.query));
    return;
  }
  bound = (state as Whereabouts | null) ?? TOP;
  read();
}

/** The longest that a list takes to be as long as it was. */
const SETTLING_MS = 2000;

/** The page of the URL is drawn: to where one was on it, as soon as it is that long, unless one goes on by hand. */
export function arrive(): void {
  const there = bound;
  bound = undefined;
  if (!there) return;
  const until = performance.now() + SETTLING_MS;
  let isOwn = true;
  const stop = () => {
    isOwn = false;
  };
  for (const hand of ["wheel", "touchstart", "keydown", "pointerdown"])
    addEventListener(hand, stop, { once: true, passive: true });
  const settle = () => {
    if (!isOwn) return;
    scrollTo(0, there.y);
    const link =
      there.link && document.querySelector<HTMLElement>(`#main a[href="${CSS.escape(there.link)}"]`);
    if (link) link.focus({ preventScroll: true });
    else if (!there.link) document.getElementById("main")?.focus({ preventScroll: true });
    const isThere = Math.abs(scrollY - there.y) < 2 && (link || !there.link);
    if (!isThere && performance.now() < until) requestAnimationFrame(settle);
  };
  requestAnimationFrame(settle);
}

function read(): void {
  route.value = parseRoute(location);
}

function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target || link.origin !== location.origin || !link.pathname.startsWith(BASE)) return;
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  go(link.pathname + link.search);
}
