/** Notices each page the visitor comes to see: the first, routes of a single-page shop, returns from the back/forward cache. */

/** Calls back for every page after the first; `isRestored` where the old page came back as it was. */
export function onPageView(viewed: (isRestored: boolean) => void): void {
  let last = address();
  const routed = () => {
    if (address() === last) return;
    last = address();
    // One task later, when the router has drawn: title and slots are the new page's.
    setTimeout(viewed, 0, false);
  };
  const { navigation } = window;
  if (navigation) navigation.addEventListener("navigatesuccess", routed);
  else {
    for (const method of ["pushState", "replaceState"] as const) {
      const original = history[method];
      const value = (...args: Parameters<History["pushState"]>) => {
        original.apply(history, args);
        routed();
      };
      // Refused by a frozen history, which still tells of ways back and forth.
      Reflect.defineProperty(history, method, { value, writable: true, configurable: true });
    }
    addEventListener("popstate", routed);
  }
  addEventListener("pageshow", (event) => event.persisted && viewed(true));
}

/** A search is another page, a place within the page is not. */
const address = () => location.pathname + location.search;
