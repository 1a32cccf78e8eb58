/** The page hidden behind another tab or window, and shown again. Leaving it for another page is neither. */

export function onReturn(returned: (awayMs: number) => void): void {
  let hiddenAt: number | undefined;
  let isLeft: boolean;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hiddenAt = isLeft ? 0 : Date.now();
    else if (hiddenAt) returned(Date.now() - hiddenAt);
  });
  // Where the page goes, to be kept for going back, it was not left for another tab. Either event may come before the page is
  // hidden or shown, and after it.
  for (const name of ["pagehide", "pageshow"])
    addEventListener(name, () => {
      hiddenAt = 0;
      isLeft = name === "pagehide";
    });
}
