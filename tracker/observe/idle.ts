/** Waits for a moment at which the page has loaded and has nothing to do. Safari has no such moments: there, after load. */
export function whenIdle(then: () => void): void {
  const wait = () => (window.requestIdleCallback ?? setTimeout)(then);
  document.readyState === "complete" ? wait() : addEventListener("load", wait);
}
