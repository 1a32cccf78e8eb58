/**
 * `your-data.js`: the panel "Your data", where a shop places `<impuls-your-data>`. A script of its own, so that only the page that
 * has the panel pays for it, and so that it is there before any consent, when nothing of the tracker's parts is loaded. It keeps
 * nothing itself; consent it gives by the one command, as any banner does.
 */
import { EXPLICIT, MEASURE, PERSONALISE, PUSH, type Purpose } from "../model/consent.ts";
import type { VisitorExport } from "../model/your-data.ts";
import type { Cart, RecentItem } from "./api.ts";
import type { PushKept } from "./push-edge.ts";
import { pageLanguage } from "./render/device-texts.ts";
import { element, sheet } from "./render/element.ts";
import { themeSheet } from "./render/theme.ts";
import css from "./render/your-data.css" with { type: "text" };
import { wordsIn } from "./render/your-data-words.ts";
import { erase, isThere, keptEvents, load, openStore, stored } from "./store.ts";
import { askOf, type Proof, readExport, readWholeExport } from "./your-data-edge.ts";

const script = document.currentScript as HTMLScriptElement;
const BITS: Record<Purpose, number> = { measure: MEASURE, personalise: PERSONALISE, push: PUSH };
const PURPOSES = Object.keys(BITS) as Purpose[];
/** The tracker empties its store without an answer. */
const EMPTY_MS = 5_000;
const LOOK_MS = 50;

const page = window as unknown as { impuls: ((...call: unknown[]) => void) & { q?: unknown[][] } };
// The stub of the tag, where it has not come yet.
page.impuls ??= (...call) => {
  page.impuls.q ??= [];
  page.impuls.q.push(call);
};
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Of the tag: an attribute, or a parameter of its address. */
function tagSetting(name: string): string | null {
  const tag = document.querySelector<HTMLScriptElement>('script[src*="/i.js"]');
  return tag && (tag.dataset[name] ?? new URL(tag.src).searchParams.get(name));
}

type Row = [name: string, value: unknown];

class YourData extends HTMLElement {
  /** Called by the browser once the element is on the page. */
  connectedCallback(): void {
    if (!this.shadowRoot) open(this);
  }
}

function open(host: HTMLElement): void {
  const site = host.getAttribute("site") ?? tagSetting("site");
  if (!site) return;
  openStore(site);
  const words = wordsIn(pageLanguage());
  const ask = askOf(script.src, (tagSetting("credentials") ?? "omit") as RequestCredentials);

  const said = element("p", { role: "status" });
  const boxes = PURPOSES.map((name) => element("input", { type: "checkbox", name }));
  const save = button(words.save, () => {}, "submit");
  const form = element(
    "form",
    {},
    element("h3", { id: "allow" }, words.allow),
    labelled(
      element(
        "fieldset",
        {},
        ...PURPOSES.map((purpose, i) =>
          element(
            "label",
            {},
            boxes[i]!,
            element(
              "span",
              {},
              element("b", {}, words[purpose][0]!),
              element("small", {}, words[purpose][1]!),
            ),
          ),
        ),
      ),
      "allow",
    ),
    element("small", {}, words.revoking),
    element("div", { className: "a" }, save),
  );
  const here = element("dl", {});
  const there = element("dl", {});
  const download = button(words.download, () => run(saveExport));
  const eraseAll = button(words.erase, () => {
    sure.hidden = false;
    keep.focus();
  });
  const keep = button(words.no, () => {
    sure.hidden = true;
    eraseAll.focus();
  });
  const sure = element(
    "div",
    { className: "sure", hidden: true },
    element("p", { id: "sure" }, words.sure),
    element(
      "div",
      { className: "a" },
      button(words.yes, () => run(eraseEverything)),
      keep,
    ),
  );
  sure.role = "group";
  labelled(sure, "sure");
  const frame = labelled(
    element(
      "section",
      {},
      element("div", {}, element("h2", { id: "t" }, words.title), said),
      form,
      element("div", {}, element("h3", {}, words.device), here),
      element("div", {}, element("h3", {}, words.edge), there),
      element("div", {}, element("div", { className: "a" }, download, eraseAll), sure),
    ),
    "t",
  );
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [css, themeSheet(host, false)].map(sheet);
  root.append(frame);

  /** One thing at a time, by whichever button. */
  let isBusy = false;
  const run = async (work: () => Promise<string>) => {
    if (isBusy) return;
    isBusy = true;
    frame.ariaBusy = "true";
    await show(await work());
    frame.ariaBusy = null;
    isBusy = false;
  };

  const consentNow = () => stored<number>("consent") ?? 0;
  const proof = (): Proof => ({ site, passport: stored("passport"), secret: stored("secret") });

  /** The consent that the panel shows; what was said of it stands until it is another. */
  let shown: number | undefined;
  /** `news`: what has just come of it; else how consent stands. */
  async function show(news?: string): Promise<void> {
    await look();
    const consent = consentNow();
    if (news !== undefined || consent !== shown) said.textContent = news ?? sayConsent(consent);
    shown = consent;
    for (const [i, box] of boxes.entries()) box.checked = Boolean(consent & BITS[PURPOSES[i]!]);
    list(here, onDevice());
    const { passport, secret } = proof();
    const exported = passport || secret ? await readExport(ask, proof()) : { visitors: [] };
    list(there, exported ? exported.visitors.flatMap(atEdge) : [["", words.away]]);
  }

  const sayConsent = (consent: number) => {
    const given = PURPOSES.filter((purpose) => consent & BITS[purpose]).map((purpose) => words[purpose][0]);
    return given.length > 0 ? `${words.allowed} ${given.join(", ")}.` : words.nothing;
  };

  function list(into: HTMLElement, rows: Row[]): void {
    const known = rows.filter(([, value]) => value && (value as { length?: number }).length !== 0);
    into.replaceChildren(
      ...(known.length > 0 ? known : [["", words.none] satisfies Row]).map(([name, value]) =>
        element(
          "div",
          {},
          element("dt", {}, name),
          element("dd", {}, Array.isArray(value) ? value.join(", ") : `${value}`),
        ),
      ),
    );
  }

  function onDevice(): Row[] {
    const products = (key: string) => stored<RecentItem[]>(key)?.map(({ id, name }) => name ?? id);
    return [
      [words.recent, products("recent")],
      [words.cart, stored<Cart>("cart")?.lines.map(({ id, name }) => name ?? id)],
      [words.bought, products("bought")],
      [words.wishlist, products("wishlist")],
      [words.answers, Object.keys(stored<object>("answers") ?? {}).length],
      [words.claims, Object.keys(stored<object>("claims") ?? {}).length],
      [words.events, keptEvents().length],
      [words.passport, stored("passport") && words.download.toLowerCase()],
    ];
  }

  function atEdge({ profile, ...kept }: VisitorExport): Row[] {
    const { visits, firstSeenAt, place } = (profile ?? {}) as {
      visits?: number;
      firstSeenAt?: string;
      place?: { value: { city?: string; country: string } };
    };
    const all = (rows: Record<string, unknown>[], name: string) => [...new Set(rows.map((row) => row[name]))];
    return [
      [words.visits, visits],
      [
        words.firstSeenAt,
        firstSeenAt && new Date(firstSeenAt).toLocaleDateString(pageLanguage(), { dateStyle: "long" }),
      ],
      [words.place, place && [place.value.city, place.value.country].filter(Boolean)],
      [words.what, kept.events.length],
      [words.orders, all(kept.orders, "order")],
      [words.answers, kept.answers.length],
      [words.contacts, all(kept.contacts, "value")],
      [words.notifications, kept.subscription?.pushService],
      [words.sent, kept.deliveries.length],
      [words.journeys, all(kept.journeys, "journey")],
      [words.coupons, all(kept.coupons, "code")],
      [words.groups, all(kept.assignments, "campaign")],
      [words.customer, all(kept.links, "customer")],
    ];
  }

  async function saveExport(): Promise<string> {
    await look();
    const exported = await readWholeExport(ask, proof());
    if (!exported) return words.away;
    const device = Object.fromEntries(
      [
        "consent",
        "visit",
        "recent",
        "bought",
        "wishlist",
        "cart",
        "checkout",
        "answers",
        "claims",
        "moments",
      ].map((key) => [key, stored(key) ?? null]),
    );
    const file = new Blob([JSON.stringify({ ...exported, device }, null, 2)], { type: "application/json" });
    const href = URL.createObjectURL(file);
    element("a", { href, download: `${site}.json` }).click();
    URL.revokeObjectURL(href);
    return sayConsent(consentNow());
  }

  async function eraseEverything(): Promise<string> {
    if (!(await eraseHere(NOTHING))) return words.failed;
    sure.hidden = true;
    said.tabIndex = -1;
    said.focus();
    return words.erased;
  }

  const NOTHING = { measure: false, personalise: false, push: false };
  const tell = (choice: Record<Purpose, boolean>) => {
    page.impuls("consent", choice);
    host.dispatchEvent(new CustomEvent("impuls-consent", { bubbles: true, detail: choice }));
  };

  /** First the edge, since afterwards nothing here could prove whose it was. `then`: what is allowed from then on. */
  async function eraseHere(then: typeof NOTHING): Promise<boolean> {
    await look();
    const { passport, secret } = proof();
    if ((passport || secret) && !(await ask("erase", proof()))) return false;
    const endpoint = stored<PushKept>("push")?.endpoint;
    tell(NOTHING);
    await emptied();
    // A page without the tag has nobody to empty it.
    if (stored("secret")) await erase([]);
    await endSubscriptions(endpoint, site!);
    host.dispatchEvent(new Event("impuls-erased", { bubbles: true }));
    if (then.personalise) tell(then);
    return true;
  }

  form.onsubmit = (submitted) => {
    submitted.preventDefault();
    run(async () => {
      await look();
      const [measure, personalise, push] = boxes.map(({ checked }) => checked) as [boolean, boolean, boolean];
      const choice = { measure, personalise, push };
      if (consentNow() & MEASURE && !measure) return (await eraseHere(choice)) ? words.erased : words.failed;
      const wanted = PURPOSES.reduce(
        (bits, purpose) => bits | (choice[purpose] ? BITS[purpose] : 0),
        EXPLICIT,
      );
      tell(choice);
      // It is written beside everything else.
      for (
        let ms = 0;
        ms < EMPTY_MS && consentNow() !== wanted && wanted & ~PUSH & ~EXPLICIT;
        ms += LOOK_MS
      ) {
        await sleep(LOOK_MS);
        await look();
      }
      return words.saved;
    });
  };

  /** What another tab has changed is seen here. */
  addEventListener("storage", ({ key, newValue }) => {
    if (key === "impuls" && newValue && !isBusy) setTimeout(() => show(), LOOK_MS);
  });
  // What the shop's own banner, or the tag itself, has allowed since is seen with the first answer.
  page.impuls("watch", async () => {
    await look();
    if (consentNow() !== shown && !isBusy) await show();
  });
  // On this page "Why am I seeing this?" leads here.
  document.addEventListener("click", (event) => {
    const summary = event.composedPath()[0] as HTMLElement;
    const details = summary.parentElement;
    const within = summary.getRootNode() as ShadowRoot;
    if (summary.localName !== "summary" || within.host?.localName !== "impuls-content") return;
    if (!details!.querySelector("[name=data]"))
      details!.append(
        " ",
        button(words.why, () => host.scrollIntoView(), "button", "data"),
      );
  });
  show();
}

const button = (
  text: string,
  onclick: () => unknown,
  type: "button" | "submit" = "button",
  name = "",
): HTMLButtonElement => element("button", { type, onclick, name }, text);

function labelled<Named extends HTMLElement>(named: Named, by: string): Named {
  named.setAttribute("aria-labelledby", by);
  return named;
}

/** Reads what the device keeps now; creates nothing. */
async function look(): Promise<void> {
  if (await isThere()) await load();
}

/** Ends when the tracker has emptied its store; a no that has to be kept may stay. */
async function emptied(): Promise<void> {
  for (let ms = 0; ms < EMPTY_MS && (stored("secret") || stored("passport")); ms += LOOK_MS) {
    await sleep(LOOK_MS);
    await look();
  }
}

/** The browser's subscription of ours, and the worker that had a scope to itself. */
async function endSubscriptions(endpoint: string | undefined, site: string): Promise<void> {
  const registrations = (await navigator.serviceWorker?.getRegistrations().catch(() => [])) ?? [];
  for (const one of registrations) {
    const has = await one.pushManager?.getSubscription();
    if (has && has.endpoint === endpoint) await has.unsubscribe();
    if (one.scope.endsWith(`/impuls-push/${site}/`)) await one.unregister();
  }
}

if (!customElements.get("impuls-your-data")) customElements.define("impuls-your-data", YourData);
