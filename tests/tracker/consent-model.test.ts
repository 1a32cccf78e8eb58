/**
 * Consent against a model of its own: random words of the shop, of a consent source and of other tabs, under each policy,
 * with and without Global Privacy Control. The model knows what may be recorded and nothing of how; nothing else is ever
 * stored or sent.
 */
import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import { type Chance, chanceOf } from "../support/device.ts";
import { aShop, say, storeOf } from "./shop.ts";

const shop = aShop();
const STEPS = 10;
type Policy = "required" | "assumed" | "google";
const DENIED = `<script>window.dataLayer=[];function gtag(){dataLayer.push(arguments)}
  gtag("consent","default",{analytics_storage:"denied"})</script>`;

/** What one tab may do, and whether it has heard the shop's own word, over which no source stands. */
interface TabState {
  isAllowed: boolean;
  hasOwnWord: boolean;
}

/** What is permitted, told from the words alone. */
class Permission {
  readonly tabs: TabState[] = [];
  /** What the next page will find: the shop's word, or that a source has allowed it and is to be asked again. */
  private remembered: "own yes" | "own no" | "assumed" | "asked" | undefined;
  private readonly policy: Policy;
  private readonly hasGpc: boolean;

  constructor(policy: Policy, hasGpc: boolean) {
    this.policy = policy;
    this.hasGpc = hasGpc;
  }

  load(tab: number): void {
    const hasOwnWord = this.remembered === "own yes" || this.remembered === "own no";
    const isAssumed = this.policy === "assumed" && !this.hasGpc && !hasOwnWord;
    if (isAssumed) this.remembered = "assumed";
    this.tabs[tab] = { isAllowed: this.remembered === "own yes" || isAssumed, hasOwnWord };
  }

  shopSays(tab: number, isYes: boolean): void {
    if (isYes) {
      this.tabs[tab] = { isAllowed: true, hasOwnWord: true };
      this.remembered = "own yes";
      return;
    }
    for (const each of this.tabs)
      if (each.isAllowed) Object.assign(each, { isAllowed: false, hasOwnWord: true });
    this.tabs[tab] = { isAllowed: false, hasOwnWord: true };
    this.remembered = this.policy === "required" ? undefined : "own no";
  }

  sourceSays(tab: number, isYes: boolean): void {
    if (this.tabs[tab]!.hasOwnWord) return;
    if (isYes) {
      this.tabs[tab]!.isAllowed = true;
      this.remembered = "asked";
      return;
    }
    for (const each of this.tabs) each.isAllowed = false;
    this.remembered = undefined;
  }

  /** Nothing may be kept but, where it contradicts the policy, the no itself. */
  get isEmpty(): boolean {
    return this.remembered === undefined || this.remembered === "own no";
  }
}

async function open(page: Page, path: string, isAsked: boolean): Promise<void> {
  await page.goto(shop.url + path);
  await page.waitForFunction(() => (window as { impuls?: { isHere?: true } }).impuls?.isHere);
  if (isAsked)
    await page.waitForFunction(() =>
      Object.hasOwn((window as unknown as { dataLayer: unknown[] }).dataLayer, "push"),
    );
}

const update = (page: Page, isYes: boolean) =>
  page.evaluate(
    (state) => {
      const { gtag } = window as unknown as { gtag(...command: unknown[]): void };
      gtag("consent", "update", { analytics_storage: state, personalization_storage: state });
    },
    isYes ? "granted" : "denied",
  );

/** A walk of one visitor; answers the numbers of the deeds that were permitted. */
async function walk(
  chance: Chance,
  policy: Policy,
  hasGpc: boolean,
  context: BrowserContext,
): Promise<number[]> {
  const permission = new Permission(policy, hasGpc);
  const pages = [await context.newPage(), await context.newPage()];
  const permitted: number[] = [];
  const isYes = () => chance.next() < 0.5;
  const load = async (tab: number) => {
    permission.load(tab);
    await open(pages[tab]!, `/${tab}`, policy === "google" && !permission.tabs[tab]!.hasOwnWord);
  };
  await load(0);
  await load(1);
  for (let step = 0; step < STEPS; step++) {
    const tab = chance.next() < 0.7 ? 0 : 1;
    const page = pages[tab]!;
    const deed = chance.next();
    const yes = isYes();
    if (deed < 0.25) {
      permission.shopSays(tab, yes);
      await say(page, "consent", yes ? { measure: true, personalise: true } : {});
    } else if (deed < 0.7 && policy === "google") {
      permission.sourceSays(tab, yes);
      await update(page, yes);
    } else if (deed < 0.85) await load(tab);
    // A word is every tab's once the browser has passed it on.
    await page.waitForTimeout(150);
    if (permission.isEmpty)
      await expect
        .poll(async () => Object.keys(await storeOf(page)).filter((key) => key !== "consent"))
        .toEqual([]);
    if (permission.tabs[tab]!.isAllowed) permitted.push(step);
    await say(page, "track", "deed", { step });
    await page.waitForTimeout(50);
  }
  await Promise.all(pages.map((page) => page.goto("about:blank")));
  return permitted;
}

const CASES = (["required", "assumed", "google"] as Policy[]).flatMap((policy) =>
  [false, true].flatMap((hasGpc) => [1, 2].map((seed) => [policy, hasGpc, seed] as const)),
);

/** Deeds that arrived, in all walks together. */
let heard = 0;

test.each(CASES)(
  "policy %s, Global Privacy Control %s, seed %i: what is sent is what was permitted",
  {
    timeout: 60_000,
  },
  async (policy, hasGpc, seed) => {
    shop.tag = { "data-consent": policy };
    shop.pages["/0"] = shop.pages["/1"] = { head: DENIED };
    const context = await shop.visitor();
    if (hasGpc)
      await context.addInitScript(() =>
        Object.defineProperty(navigator, "globalPrivacyControl", { value: true }),
      );
    const permitted = await walk(chanceOf(seed * 10 + policy.length), policy, hasGpc, context);
    const arrived = () =>
      shop.counted.filter(({ name }) => name === "deed").map(({ props }) => props.step as number);
    expect(arrived().filter((step) => !permitted.includes(step))).toEqual([]);
    heard += arrived().length;
    for (const { runs, consent } of shop.requests) if (runs.length) expect(consent & 3).not.toBe(0);
  },
);

test("and what is permitted does arrive: the walks were not silent", () => {
  expect(heard).toBeGreaterThan(CASES.length);
});
