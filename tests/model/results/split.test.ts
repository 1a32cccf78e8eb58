/** Arms and their shares; and the alarm where visitors do not arrive in them. */
import { describe, expect, test } from "vitest";
import { decide } from "../../../model/decision.ts";
import { emptyProfile } from "../../../model/profile.ts";
import {
  armOf,
  HELD_OUT,
  HELD_OUT_OF_ALL,
  isSplitOff,
  sharesIn,
  splitOf,
  splitOfAll,
} from "../../../model/results/split.ts";
import { compileSnapshot } from "../../../model/snapshot.ts";
import { aCampaign, aSite, aSituation, aSnapshot } from "../../support/builders.ts";
import { chanceOf, randomText } from "../../support/device.ts";

const content = aCampaign("x").variants[0]!.content;
const SITE = aSite("shop", { holdoutShare: 0.05 });
const CAMPAIGN = aCampaign("spring", {
  holdoutShare: 0.2,
  variants: [
    { id: "a", share: 2, content },
    { id: "b", share: 1, content },
  ],
});
const SHARES = sharesIn(splitOf(SITE, CAMPAIGN));

test("a split has the share of every arm", () => {
  expect(splitOf(SITE, CAMPAIGN)).toBe("held_out_of_all=0.05,held_out=0.19,a=0.506667,b=0.253333");
  expect(splitOf({ holdoutShare: 0 }, aCampaign("x"))).toBe("a=1");
  expect([...SHARES.values()].reduce((sum, share) => sum + share)).toBeCloseTo(1, 5);
  expect([...sharesIn(splitOfAll(SITE))]).toEqual([
    [HELD_OUT_OF_ALL, 0.05],
    ["let_in", 0.95],
  ]);
});

test("a split is another one once a share has changed, and the same once it is back", () => {
  const text = splitOf(SITE, CAMPAIGN);
  expect(splitOf(SITE, { ...CAMPAIGN, holdoutShare: 0.1 })).not.toBe(text);
  expect(splitOf({ holdoutShare: 0.1 }, CAMPAIGN)).not.toBe(text);
  const renamed = { ...CAMPAIGN, name: "Other" };
  expect(splitOf(SITE, renamed)).toBe(text);
});

test("visitors as they are really decided for arrive in the split's shares", () => {
  const rules = compileSnapshot(aSnapshot(SITE, { campaigns: [CAMPAIGN] }));
  const chance = chanceOf(3);
  const visitors = new Map<string, number>();
  const total = 20_000;
  for (let i = 0; i < total; i++) {
    const visitor = randomText(chance, 22);
    const [candidate] = decide(rules, visitor, emptyProfile(), new Set(), aSituation());
    const { outcome } = candidate!;
    if (outcome.kind === "lost") throw new Error(outcome.rule);
    const ghost = outcome.kind === "held_out" ? ({ ghost: true } as const) : {};
    const arm = armOf(visitor, { variant: outcome.variant, ...ghost }, SITE);
    visitors.set(arm, (visitors.get(arm) ?? 0) + 1);
  }
  for (const [arm, share] of SHARES) expect(visitors.get(arm)! / total).toBeCloseTo(share, 1.8);
  expect(isSplitOff(visitors, SHARES)).toBe(false);
});

describe("the alarm", () => {
  /** Visitors one by one, a tenth of those held out lost where `loss` says so; the number at which it is raised. */
  function raisedAt(seed: number, loss: number, visitors: number): number | undefined {
    const chance = chanceOf(seed);
    const found = new Map<string, number>();
    for (let n = 1; n <= visitors; n++) {
      let point = chance.next();
      const arm = [...SHARES].find(([, share]) => {
        point -= share;
        return point < 0;
      })?.[0];
      if (!arm || (arm === HELD_OUT && chance.next() < loss)) continue;
      found.set(arm, (found.get(arm) ?? 0) + 1);
      if (n % 200 === 0 && isSplitOff(found, SHARES)) return n;
    }
    return undefined;
  }

  test("is not raised by chance in 200 sound campaigns of 20,000 visitors, looked at a hundred times each", () => {
    const raised = Array.from({ length: 200 }, (_, i) => raisedAt(i, 0, 20_000)).filter(Boolean);
    expect(raised.length).toBeLessThanOrEqual(1);
  });
  test("is raised where a quarter of those held out are lost, within 10,000 visitors", () => {
    for (let seed = 0; seed < 20; seed++) expect(raisedAt(seed, 0.25, 10_000)).toBeDefined();
  });
  test("is not raised by visitors of an arm that has been taken away", () => {
    const sound = [...SHARES].map(([arm, share]): [string, number] => [arm, 10_000 * share]);
    expect(isSplitOff(new Map([...sound, ["gone", 500]]), SHARES)).toBe(false);
  });
  test("is not raised before anybody has come", () => {
    expect(isSplitOff(new Map(), SHARES)).toBe(false);
  });
});
