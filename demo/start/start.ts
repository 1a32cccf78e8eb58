/** Fills the start page: the tag with this very address, and the counters, asked for every two seconds. */

interface Counters {
  visitors: number;
  visits: number;
  views: number;
  carts: number;
  orders: number;
  events: number;
  /** The history was simulated; the page says so. */
  simulated: boolean;
  /** Length of that history. */
  days: number;
}

const POLL_MS = 2000;
const COPIED_MS = 2000;

const one = (selector: string) => document.querySelector<HTMLElement>(selector)!;

one("[data-origin]").textContent = location.origin;

one("[data-copy]").addEventListener("click", async () => {
  const copied = one("[data-copied]");
  try {
    await navigator.clipboard.writeText(one("[data-tag]").textContent ?? "");
    copied.textContent = "Copied";
  } catch {
    getSelection()?.selectAllChildren(one("[data-tag]"));
    copied.textContent = "Selected: copy it with the keyboard";
  }
  setTimeout(() => {
    copied.textContent = "";
  }, COPIED_MS);
});

function show(counters: Counters): void {
  for (const counter of document.querySelectorAll<HTMLElement>("[data-counter]"))
    counter.textContent = counters[counter.dataset.counter as Exclude<keyof Counters, "simulated">]
      .toLocaleString("en")
      .replaceAll(",", "\u202f");
  const badge = one("[data-badge]");
  badge.textContent = `simulated visitors, ${counters.days} days`;
  badge.hidden = !counters.simulated;
  one("[data-figures]").hidden = false;
}

/** A deployed Impuls has no counters for passers-by: after the first failure nothing is shown and nothing asked. */
async function poll(): Promise<void> {
  const answer = await fetch("/local/counters").catch(() => undefined);
  if (!answer?.ok) {
    one("[data-figures]").hidden = true;
    one("[data-badge]").hidden = true;
    return;
  }
  show((await answer.json()) as Counters);
  setTimeout(poll, POLL_MS);
}
poll();
