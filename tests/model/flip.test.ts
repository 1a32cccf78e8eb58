/**
 * What a reason says would have let a campaign pass does: in random worlds each loser's change is made, and the rule that
 * stopped it stops it no more; change after change it comes to be shown, or held out.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Campaign } from "../../model/campaign.ts";
import { PERSONALISE } from "../../model/consent.ts";
import { type Candidate, decide, type Outcome, type Rule, withinRoom } from "../../model/decision.ts";
import { Facts, type Situation } from "../../model/facts.ts";
import { emptyServerPart } from "../../model/passport.ts";
import { emptyProfile, foldRun, type Profile } from "../../model/profile.ts";
import { sayReason } from "../../model/reason.ts";
import { compileSnapshot, type Snapshot } from "../../model/snapshot.ts";
import { INVITED_TO } from "../../model/trait.ts";
import {
  aCampaign,
  aRun,
  aSegment,
  aSite,
  aSituation,
  aSnapshot,
  NOON,
  occurred,
} from "../support/builders.ts";

interface World {
  snapshot: Snapshot;
  profile: Profile;
  memberships: ReadonlySet<string>;
  situation: Situation;
}
const VISITOR = "visitor-of-the-test-00";
const DAY = 86_400_000;
const SEGMENTS = ["s0", "s1", "s2"].map((id) => aSegment(id, { field: "visits", op: "gte", value: 99 }));
const KINDS = ["home", "product", "cart", "checkout"] as const;

const asking = (names: string[]): Campaign["variants"] => [
  {
    id: "a",
    share: 1,
    content: {
      form: "inline",
      blocks: [
        {
          kind: "survey",
          questions: names.map((name) => ({ name, ask: "Why?", answer: "text" as const })),
          atMost: 1,
          send: "Send",
          thanks: "Thanks",
        },
      ],
    },
  },
];
const some = <T>(...of: T[]) => fc.subarray(of, { maxLength: 2 });
const campaign = fc
  .record({
    placement: fc.constantFrom("bar", "home", "aside"),
    role: fc.constantFrom("help" as const, "offer" as const),
    segmentsIn: some("s0", "s1"),
    segmentsOut: fc.constantFrom<string[]>([], ["s2"]),
    pages: fc.record({
      in: fc.constantFrom<string[]>([], ["/a*"]),
      out: fc.constantFrom<string[]>([], ["/b*"]),
    }),
    pageKinds: some(...KINDS),
    devices: some("phone" as const, "desktop" as const),
    schedule: fc.constantFrom({}, { from: NOON + DAY }, { until: NOON - DAY }),
    trigger: fc.constantFrom({ kind: "at_once" as const }, { kind: "nth_page" as const, page: 3 }),
    priority: fc.integer({ min: 0, max: 3 }),
    exclusionGroup: fc.constantFrom(undefined, "g"),
    cap: fc.constantFrom(null, { times: 1, days: 3 }),
    place: fc.constantFrom(undefined, {
      selector: "main",
      where: "after" as const,
      reservePx: { phone: 120, wide: 100 },
    }),
    isInvited: fc.boolean(),
    asks: fc.constantFrom<string[]>([], ["why"], ["why", "room"]),
  })
  .map(({ exclusionGroup, place, asks, ...rest }): Partial<Campaign> => {
    // What nobody can ever see is the linter's.
    const isGuarded = rest.role === "offer" || rest.placement === "bar";
    const pageKinds = isGuarded
      ? rest.pageKinds.filter((kind) => kind !== "cart" && kind !== "checkout")
      : rest.pageKinds;
    return {
      ...rest,
      pageKinds,
      ...(exclusionGroup && { exclusionGroup }),
      ...(asks.length > 0 && { variants: asking(asks) }),
      ...(place && rest.placement !== "bar" && { place }),
    };
  });
const deed = fc.constantFrom("exposure" as const, "content_close" as const);

const world: fc.Arbitrary<World> = fc
  .record({
    campaigns: fc.array(campaign, { minLength: 1, maxLength: 5 }),
    deeds: fc.array(fc.tuple(fc.nat({ max: 4 }), deed, fc.constantFrom(10, 600, 3000)), { maxLength: 4 }),
    answered: fc.subarray(["why", "room"]),
    invitedTo: fc.constantFrom(null, "c0", "c1"),
    isLive: fc.boolean(),
    memberships: fc.subarray(["s0", "s1", "s2"]),
    situation: fc.record({
      path: fc.constantFrom("/", "/a/1", "/b/1"),
      kind: fc.constantFrom(...KINDS),
      slots: fc.subarray(["home", "aside"]),
      device: fc.constantFrom("phone" as const, "desktop" as const),
      consent: fc.constantFrom(0, 15),
      isBot: fc.boolean(),
    }),
  })
  .map(({ campaigns, deeds, answered, invitedTo, isLive, memberships, situation }): World => {
    const known = campaigns.map((changes, i) => aCampaign(`c${i}`, changes));
    const events = deeds
      .filter(([at]) => at < known.length)
      .map(([at, name, minutesAgo], n) => {
        const ref = { campaign: `c${at}`, variant: "a", placement: known[at]!.placement };
        return occurred(n, { name, props: ref }, NOON - minutesAgo * 60_000);
      });
    const values = Object.fromEntries(answered.map((name) => [name, "yes"]));
    const ref = { campaign: "c0", variant: "a", placement: "home" };
    events.push(occurred(9, { name: "answer", props: { ...ref, values } }, NOON - 5_000));
    events.push(
      occurred(10, { name: "identify", props: { traits: { [INVITED_TO]: invitedTo } } }, NOON - 5_000),
    );
    return {
      snapshot: aSnapshot(aSite("shop", { isLive }), { segments: SEGMENTS, campaigns: known }),
      profile: foldRun(emptyProfile(), aRun("AAAAAAAA", [], { events })),
      memberships: new Set(memberships),
      situation: aSituation(situation),
    };
  });

type Lost = Extract<Outcome, { kind: "lost" }>;

/** The world with the one thing different that the rule asks for. */
function changed(before: World, one: Campaign, { rule, until, by = "" }: Lost): World {
  const { snapshot, situation, memberships } = before;
  const at = (changes: Partial<Situation>): World => ({ ...before, situation: { ...situation, ...changes } });
  const saved = (changes: Partial<Campaign>, id = one.id): World => ({
    ...before,
    snapshot: {
      ...snapshot,
      campaigns: snapshot.campaigns.map((each) => (each.id === id ? { ...each, ...changes } : each)),
    },
  });
  const isOpen = (kind: string) => kind !== "cart" && kind !== "checkout";
  switch (rule) {
    case "site_live":
      return { ...before, snapshot: { ...snapshot, site: { ...snapshot.site, isLive: true } } };
    case "consent":
      return at({ consent: situation.consent | PERSONALISE });
    case "bot":
      return at({ isBot: false });
    case "schedule":
      return until ? at({ now: until }) : saved({ schedule: {} });
    case "page": {
      const [path = "/c"] = one.pages.in.map((pattern) => pattern.replace("*", "/1"));
      return at({ path, kind: one.pageKinds.find(isOpen) ?? one.pageKinds[0] ?? situation.kind });
    }
    case "device":
      return at({ device: one.devices[0]! });
    case "segment_in":
      return { ...before, memberships: new Set([...memberships, by]) };
    case "segment_out":
      return { ...before, memberships: new Set([...memberships].filter((id) => id !== by)) };
    case "invited": {
      const props = { traits: { [INVITED_TO]: one.id } };
      const invited = [occurred(0, { name: "identify", props }, situation.now)];
      return { ...before, profile: foldRun(before.profile, aRun("CCCCCCCC", [], { events: invited })) };
    }
    case "trigger": {
      const looks = [0, 1, 2].map((n) =>
        occurred(n, { name: "page_view", props: { path: "/", kind: "home" } }, situation.now + n),
      );
      return { ...before, profile: foldRun(before.profile, aRun("BBBBBBBB", [], { events: looks })) };
    }
    case "answered":
      return saved({ variants: asking(["something new"]) });
    case "placement":
      return at({ slots: [...situation.slots, one.placement] });
    case "checkout_guard":
      return at({ kind: one.pageKinds.find(isOpen) ?? "home" });
    case "closed":
    case "cap":
    case "attention":
      return at({ now: until! });
    case "exclusion_group":
    case "room":
      return saved({ status: "paused" }, by);
    case "priority":
      return saved({ priority: snapshot.campaigns.find(({ id }) => id === by)!.priority + 1 });
  }
}

function outcomesOf({ snapshot, profile, memberships, situation }: World): Candidate[] {
  return withinRoom(
    decide(compileSnapshot(snapshot), VISITOR, profile, memberships, situation),
    situation,
    2,
  );
}

/** What of the change the words must name, where they do not leave it to time. */
function named(one: Campaign, { rule, by = "" }: Lost, { snapshot }: World): string {
  if (rule === "device") return one.devices[0]!;
  if (rule === "page") return one.pageKinds[0] ?? one.pages.in[0] ?? "";
  if (rule === "segment_in" || rule === "segment_out")
    return rule === "segment_out" ? (snapshot.segments.find(({ id }) => id === by)?.name ?? by) : "";
  if (rule === "invited") return one.name;
  if (rule === "exclusion_group" || rule === "priority" || rule === "room")
    return snapshot.campaigns.find(({ id }) => id === by)!.name;
  return "";
}

test("each loser’s change is made, and the campaign passes the rule; change after change it is chosen", {
  timeout: 60_000,
}, () => {
  const seen = new Set<Rule>();
  fc.assert(
    fc.property(world, (start) => {
      for (const { id } of start.snapshot.campaigns) {
        let here = start;
        const stoppedBy: string[] = [];
        for (let change = 0; ; change++) {
          const one = outcomesOf(here).find(({ compiled }) => compiled.campaign.id === id)!;
          const { outcome, compiled } = one;
          if (outcome.kind !== "lost") break;
          expect(change, stoppedBy.join()).toBeLessThan(40);
          seen.add(outcome.rule);
          stoppedBy.push(outcome.rule);
          const { snapshot, profile, situation } = here;
          const names = new Map(snapshot.campaigns.map((each) => [each.id, each.name]));
          const facts = new Facts(profile, emptyServerPart, situation, snapshot);
          const said = sayReason(one, situation, snapshot.segments, names, facts);
          if (said.showsFrom === null) expect(said.flip).toContain(named(compiled.campaign, outcome, here));
          expect(said.showsFrom === null ? said.flip : `${said.showsFrom}`).not.toBe("");
          here = changed(here, compiled.campaign, outcome);
          const next = outcomesOf(here).find((each) => each.compiled.campaign.id === id)!.outcome;
          const isSame =
            next.kind === "lost" &&
            next.rule === outcome.rule &&
            next.by === outcome.by &&
            next.until === outcome.until;
          expect(isSame, `${outcome.rule} ${outcome.by}`).toBe(false);
        }
      }
    }),
    { numRuns: 1_000, seed: 20261126 },
  );
  expect(seen.size).toBe(19);
});
