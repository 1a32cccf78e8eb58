/**
 * Lazy part, loaded in place of all the rest where the page is opened by a preview's link (docs/campaigns.md): draws a draft
 * by the production renderer, and records, sends and keeps nothing. The tab's own name carries the link from page to page.
 * Exports what `PreviewPart` in api.ts describes.
 */
import { PERSONALISE } from "../model/consent.ts";
import type { Preview, PreviewRequest } from "../model/preview.ts";
import type { WireDecision } from "../model/sync.ts";
import type { Core, KeptDecision, PreviewPart, TriggersPart } from "./api.ts";
import { observeEngagement } from "./observe/engagement.ts";
import { onPageView } from "./observe/page-view.ts";
import { loadTriggers } from "./parts.ts";
import { element, sheet } from "./render/element.ts";
import css from "./render/preview.css" with { type: "text" };
import { fill, fillFromLast, openSlots } from "./slots.ts";

const PARAMETER = "impuls-preview";
/** As if the visitor were given this code, and said yes to notifications. */
const SAMPLES = {
  coupon: { code: "EXAMPLE-7KQ2M9", expiresAt: null },
  push: { ask: async () => true, refuse: () => {} },
};
/** As long as the link is good. */
const SHOWN_MS = 3_600_000;
/** Of whoever looks, as the dashboard's; what is read once the edge has answered comes with its answer. */
const { language } = navigator;
const [LABEL, FAILED, CLOSE] = language.startsWith("pl")
  ? (["Podgląd", "Nie udało się wczytać podglądu.", "Zamknij"] as const)
  : (["Preview", "The preview could not be loaded.", "Close"] as const);

export const start: PreviewPart["start"] = async (listen, setting) => {
  const token = new URLSearchParams(location.search).get(PARAMETER) ?? window.name.split("=")[1] ?? "";
  const queue = (window as { impuls?: { q?: Iterable<unknown>[] } }).impuls?.q ?? [];
  const [, named] = [...(queue.find(([command]: Iterable<unknown>) => command === "init") ?? [])];
  const site = setting("site") ?? `${named}`;
  const asked = await ask({ site, token, language });
  if (document.readyState === "loading")
    await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
  if (typeof asked === "string") {
    window.name = "";
    const close = button(CLOSE, () => host.remove());
    const host = strip(LABEL, element("p", {}, asked), close);
    return listen();
  }
  window.name = `${PARAMETER}=${token}`;
  show(site, asked, setting);
};

/** The draft; a sentence where there is none. */
async function ask(request: PreviewRequest): Promise<Preview | string> {
  try {
    const response = await fetch(new URL("v1/preview", import.meta.url), {
      method: "POST",
      body: JSON.stringify(request),
      credentials: "omit",
      signal: AbortSignal.timeout(20_000),
    });
    const answer = await response.json();
    return response.ok ? answer : (answer.detail ?? FAILED);
  } catch {
    return FAILED;
  }
}

function show(site: string, { decisions, recent, cart, words }: Preview, setting: Core["setting"]): void {
  let triggers: Promise<TriggersPart | undefined> | undefined;
  // Only the visitor's own device knows what they bought and wished for: what they looked at stands in for it.
  const core = coreWith(
    site,
    { consent: PERSONALISE, recent, cart: cart ?? undefined, bought: recent, wishlist: recent },
    setting,
  );
  openSlots(core, async (waits) => {
    triggers ??= loadTriggers();
    (await triggers)?.wait(core, waits);
  });
  observeEngagement(core, (state) => triggers?.then((part) => part?.tick(state)));
  // What the shop's page says goes nowhere, but for what a campaign may wait for.
  (window as { impuls?: unknown }).impuls = (command: string, event: string) => {
    if (command !== "track") return;
    const told = { name: event, props: {}, at: Date.now(), writer: "", n: 0 };
    triggers?.then((part) => part?.hear(told));
  };
  let chosen = 0;
  const missing = element("span", {});
  const draw = (changes: Partial<KeptDecision> = {}) => {
    const selector = missingPlace(decisions[chosen]!);
    missing.textContent = selector && `${words.missing} ${selector}`;
    fillFromLast(performance.now());
    fill([{ ...decisions[chosen]!, until: Date.now() + SHOWN_MS, ...changes }]);
  };
  const choices = decisions.map(({ variant }, i) =>
    button(variant.toUpperCase(), () => {
      chosen = i;
      press();
      draw();
    }),
  );
  const press = () => {
    for (const [i, choice] of choices.entries()) choice.ariaPressed = `${i === chosen}`;
  };
  press();
  strip(
    words.title,
    element("p", {}, words.title),
    ...(choices.length > 1 ? choices : []),
    element("span", {}, words.as),
    missing,
    element(
      "div",
      {},
      button(words.show, () => draw({ trigger: { kind: "at_once" }, pages: { in: [], out: [] } })),
      button(words.end, () => {
        window.name = "";
        const url = new URL(location.href);
        url.searchParams.delete(PARAMETER);
        location.replace(url);
      }),
    ),
  );
  draw();
  onPageView((isRestored) => {
    if (!isRestored) draw();
  });
}

/** The selector of its place where this page has none; empty where it has. */
function missingPlace({ placement, place, content }: WireDecision): string {
  if (content?.form !== "inline") return "";
  const selector = place?.selector ?? `[data-impuls-slot="${CSS.escape(placement)}"]`;
  try {
    if (document.querySelector(selector)) return "";
  } catch {
    // No selector: nothing on any page.
  }
  return selector;
}

/** What contents are drawn with: it knows what the visitor's device would, and does nothing. */
function coreWith(site: string, kept: Record<string, unknown>, setting: Core["setting"]): Core {
  const nothing = () => {};
  const never = async () => {};
  return {
    record: nothing,
    save: never,
    stored: <T>(key: string) => kept[key] as T | undefined,
    transact: async (keys, change) => void change(keys.map(() => undefined)),
    view: nothing,
    notify: nothing,
    exchange: never,
    pageKind: () => undefined,
    syncIn: nothing,
    sending: { most: 0 },
    commands: {
      init: nothing,
      track: nothing,
      cart: nothing,
      identify: nothing,
      consent: nothing,
      watch: nothing,
      explain: nothing,
    },
    allow: nothing,
    site,
    setting,
    samples: SAMPLES,
  };
}

const button = (text: string, onclick: () => void) => element("button", { type: "button", onclick }, text);

function strip(label: string, ...children: Node[]): HTMLElement {
  const host = document.createElement("impuls-preview");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet(css)];
  root.append(element("section", { ariaLabel: label }, ...children));
  document.body.append(host);
  return host;
}
