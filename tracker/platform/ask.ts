/** Asking a shop for its cart, and noticing when to ask again. */

/** Several signs of one change come within so long. */
const TOGETHER_MS = 50;

/** The function that asks. An answer overtaken by a later question tells nothing, nor does none at all. */
export function asker<Answer>(url: string, heard: (answer: Answer) => void): () => Promise<void> {
  let asked = 0;
  return async () => {
    const mine = ++asked;
    await new Promise((passed) => setTimeout(passed, TOGETHER_MS));
    try {
      if (mine !== asked) return;
      // Not by way of the browser's cache, which lets a second question wait for the first one's answer.
      const answer = await (await fetch(url, { cache: "no-store" })).json();
      if (mine === asked) heard(answer);
    } catch {
      // The shop does not answer, or not in JSON; after its next change it is asked again.
    }
  };
}

/**
 * Hears of each request of the page to a matching address when its answer has come. They are read from the browser's
 * resource timing, so that nothing of the page is wrapped.
 */
export function onRequest(address: RegExp, then: () => void): void {
  new PerformanceObserver((list) => {
    if (list.getEntries().some(({ name }) => address.test(name))) then();
  }).observe({ type: "resource" });
}

type JQuery = (of: Node) => { on: (events: string, then: () => void) => void };

/** Hears of what is triggered on the body by jQuery, where the page has it. */
export function onTriggered(events: string, then: () => void): void {
  (window as { jQuery?: JQuery }).jQuery?.(document.body).on(events, then);
}
