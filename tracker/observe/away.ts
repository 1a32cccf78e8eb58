/** The page hidden behind another tab or window, and shown again. Leaving it for another page is neither. */

export function onReturn(returned: (awayMs: number) => void): void {
  let hiddenAt: number | undefined;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (hiddenAt) returned(Date.now() - hiddenAt);
  });
  // Where the page goes, to be kept for going back, it was not left for another tab.
  addEventListener("pageshow", () => {
    hiddenAt = 0;
  });
}
