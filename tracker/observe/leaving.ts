/** Notices the page being left or hidden, and whether for another page of this site. */

/** A navigation this recent is the one that is now taking the page away; slow pages take their time to answer. */
const UNDER_WAY_MS = 10_000;

/**
 * `before` hears that another page has been asked for, as early as can be told: what it records then is still written.
 * `gone` hears once each time the page goes; `isWithinSite`: the next page of this site is about to send for this one,
 * and `before` has been called.
 */
export function onLeaving(
  before: (isWithinSite: boolean) => void,
  gone: (isWithinSite: boolean) => void,
): void {
  let navigatedAt = -UNDER_WAY_MS;
  let isGone = false;
  const towards = (url: string) => {
    const isWithinSite = new URL(url).origin === location.origin;
    navigatedAt = isWithinSite ? performance.now() : -UNDER_WAY_MS;
    before(isWithinSite);
  };
  const leave = () => {
    if (isGone) return;
    isGone = true;
    gone(performance.now() - navigatedAt < UNDER_WAY_MS);
  };
  const { navigation } = window;
  if (navigation)
    navigation.addEventListener("navigate", ({ destination, downloadRequest }) => {
      if (!destination.sameDocument && downloadRequest === null) towards(destination.url);
    });
  else
    for (const kind of ["click", "submit"])
      addEventListener(kind, ({ target }) => {
        const source = (target as Element).closest?.<HTMLAnchorElement | HTMLFormElement>("a[href],form");
        if (source) towards("action" in source ? source.action : source.href);
      });
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
    else isGone = false;
  });
  addEventListener("pageshow", () => {
    isGone = false;
  });
}
