/** What is typed into the palette, and what the edge finds by it. */
import { computed, signal } from "@preact/signals";
import { JOURNEY_PLAYS, ON_SITE_PLAYS } from "../../../model/plays.ts";
import { type FoundKind, rankOf, rankOfFound } from "../../../model/search.ts";
import { HOUR_MS } from "../../../model/time.ts";
import { hrefOf, type PageName } from "../../address.ts";
import { search } from "../../api.ts";
import type { IconName } from "../../components/icon/shapes.ts";
import { say } from "../../components/toast/toast.ts";
import { sayCount } from "../../format.ts";
import { reading } from "../../reading.ts";
import { go } from "../../route.ts";
import { may, me } from "../../site.ts";
import { switchTheme } from "../../theme-choice.ts";
import { t } from "../../words.ts";
import { closeOpened, open, typedEarly } from "../opened.ts";
import { PLACES } from "../places.ts";
import { isReviewing, leave, publication, skip } from "../state.ts";
import { keepRecent, keptRecent, type Recent } from "./recent.ts";

export interface Entry {
  group: "Recent" | "Go to" | "Do" | "Visitors and orders";
  icon: IconName;
  words: string;
  /** What it is, lighter. */
  aside: string;
  /** Keys that do the same without the palette. */
  keys?: string[];
  /** Where it leads; else `run` does it. */
  href?: string;
  run?: () => void;
}

const KINDS: Record<FoundKind, { page: PageName; word: string; icon: IconName }> = {
  campaign: { page: "campaigns", word: t`campaign`, icon: "campaign" },
  segment: { page: "segments", word: t`segment`, icon: "segments" },
  journey: { page: "journeys", word: t`journey`, icon: "path" },
  broadcast: { page: "push", word: t`broadcast`, icon: "bell" },
  pool: { page: "coupons", word: t`pool of coupons`, icon: "coupon" },
  webhook: { page: "webhooks", word: t`webhook`, icon: "chat" },
  visitor: { page: "visitors", word: t`visitor`, icon: "people" },
  customer: { page: "customers", word: t`customer`, icon: "card" },
  order: { page: "orders", word: t`order`, icon: "box" },
};
const STATUS_WORDS: Record<string, string> = {
  draft: t`draft`,
  published: t`published`,
  paused: t`paused`,
  archived: t`archived`,
  sending: t`sending`,
  cancelled: t`cancelled`,
  done: t`done`,
  placed: t`placed`,
  paid: t`paid##order`,
  partly_refunded: t`partly refunded`,
  refunded: t`refunded`,
};
const PEOPLE_AND_ORDERS: FoundKind[] = ["visitor", "customer", "order"];

export const typed = signal("");
const asked = signal("");
export const answer = reading(() => search(asked.value));

/** Asked a breath after the last key. */
const PAUSE_MS = 120;
let timer = 0;
export function type(text: string): void {
  typed.value = text;
  active.value = 0;
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    asked.value = text.trim();
    if (asked.value) void answer.load();
    else answer.clear();
  }, PAUSE_MS);
}
export function begin(): void {
  recent.value = keptRecent();
  answer.clear();
  type(typedEarly());
}

/** Place of the chosen entry among all. */
export const active = signal(0);
const recent = signal<Recent[]>([]);

/** In the order in which they are shown, group by group. */
export const entries = computed((): Entry[] => {
  const text = typed.value.trim();
  if (!text)
    return [...recent.value.map((one): Entry => ({ group: "Recent", ...one })), ...pages(), ...actions()];
  const found = foundBy(text);
  return [
    ...best([...pages(), ...plays(), ...found.filter(({ group }) => group === "Go to")], text, MOST_PLACES),
    ...best(actions(), text, MOST_ACTIONS),
    ...found.filter(({ group }) => group === "Visitors and orders"),
  ];
});

const MOST_PLACES = 9;
const MOST_ACTIONS = 5;
const best = (of: Entry[], text: string, most: number) =>
  of
    .map((entry) => ({
      entry,
      rank: Math.max(rankOf(entry.words, text), rankOf(entry.href ?? "", text) && 1),
    }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, most)
    .map(({ entry }) => entry);

const pages = (): Entry[] =>
  PLACES.map(({ page, name, icon, letter }) => ({
    group: "Go to",
    icon,
    words: name,
    aside: t`page`,
    href: hrefOf(page),
    ...(letter && { keys: ["g", letter] }),
  }));

const plays = (): Entry[] =>
  [...ON_SITE_PLAYS, ...JOURNEY_PLAYS].map(({ id, name }) => ({
    group: "Go to",
    icon: "list",
    words: t(name),
    aside: t`play`,
    href: hrefOf("plays", id),
  }));

/** What was found by a former text stays until the edge answers this one, as far as it still fits. */
function foundBy(text: string): Entry[] {
  const found = answer.value.value?.found ?? [];
  return found
    .filter((one) => rankOfFound(one, text) > 0)
    .map(({ kind, id, name, status }) => {
      const { page, word, icon } = KINDS[kind];
      return {
        group: PEOPLE_AND_ORDERS.includes(kind) ? "Visitors and orders" : "Go to",
        icon,
        words: name,
        aside: status ? `${word}, ${STATUS_WORDS[status] ?? status}` : word,
        href: hrefOf(page, id),
      };
    });
}

function actions(): Entry[] {
  const waiting = publication.value.value?.changes.length ?? 0;
  const act = (icon: IconName, words: string, run: () => void, aside = ""): Entry => ({
    group: "Do",
    icon,
    words,
    aside,
    run,
  });
  const make = (words: string, page: PageName): Entry => ({
    group: "Do",
    icon: "plus",
    words,
    aside: "",
    href: hrefOf(page, "new"),
  });
  return [
    ...(waiting > 0 && may("edit")
      ? [
          act(
            "check",
            t`Publish`,
            () => (isReviewing.value = true),
            t`${sayCount(waiting, "change")} not live yet`,
          ),
        ]
      : []),
    ...(may("edit")
      ? [
          make(t`New campaign`, "campaigns"),
          make(t`New segment`, "segments"),
          make(t`New journey`, "journeys"),
          make(t`New broadcast`, "push"),
          make(t`New pool`, "coupons"),
        ]
      : []),
    ...(may("access") ? [make(t`New webhook`, "webhooks")] : []),
    act("page", t`Copy the link to this page`, () => void copyLink()),
    act("moon", t`Switch theme`, switchTheme),
    ...(me.value?.isLocal
      ? [
          act("clock", t`Skip 3 hours`, () => void skip(3 * HOUR_MS), t`local clock`),
          act("clock", t`Skip 1 day`, () => void skip(24 * HOUR_MS), t`local clock`),
        ]
      : []),
    { ...act("grid", t`Show all keys`, () => open("keys")), keys: ["?"] },
    act("door", t`Sign out`, () => void leave()),
  ];
}

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href);
    say(t`Link copied.`);
  } catch {
    say(t`The browser does not let the link be copied. It stands in the address bar.`);
  }
}

/** `isBeside`: in a tab of its own. */
export function choose({ href, run, icon, words, aside }: Entry, isBeside: boolean): void {
  closeOpened();
  if (!href) {
    run?.();
    return;
  }
  if (!href.endsWith("/new")) keepRecent({ href, icon, words, aside });
  if (isBeside) window.open(href, "_blank", "noopener");
  else go(href);
}
