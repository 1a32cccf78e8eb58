/** Who gets a placement, and the first rule that stops everybody else: the order of design.md §3. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketOf } from "../../model/bucketing.ts";
import type { Campaign } from "../../model/campaign.ts";
import { MEASURE } from "../../model/consent.ts";
import type { Content } from "../../model/content.ts";
import { decide, type Outcome, type Rule, withinRoom } from "../../model/decision.ts";
import type { Event, PageKind } from "../../model/event.ts";
import type { Situation } from "../../model/facts.ts";
import { emptyServerPart, type Passport } from "../../model/passport.ts";
import { BOUNDS, decodePassport, encodePassport } from "../../model/passport-codec.ts";
import { emptyProfile, foldRun, type Profile } from "../../model/profile.ts";
import { CLOSED_DAYS, withStandingExposures } from "../../model/showings.ts";
import { compileSnapshot, type SiteSettings } from "../../model/snapshot.ts";
import { DAY_MS } from "../../model/time.ts";
import { INVITED_TO } from "../../model/trait.ts";
import {
  aCampaign,
  aContext,
  aRun,
  aSite,
  aSituation,
  aSnapshot,
  NOON,
  occurred,
} from "../support/builders.ts";
import { EVERY_BLOCK } from "../support/every-block.ts";

const VISITOR = "AAAAAAAAAAAAAAAAAAAAAA";
const NOON_DAY = Math.floor(NOON / DAY_MS);

const PLACE = {
  selector: "main .price",
  where: "after" as const,
  reservePx: { phone: 120, wide: 100 },
};

interface Given {
  site?: Partial<SiteSettings>;
  profile?: Profile;
  memberships?: string[];
  situation?: Partial<Situation>;
  visitor?: string;
}

/** Campaign id to outcome. */
function outcomes(campaigns: Campaign[], given: Given = {}): Record<string, Outcome> {
  const snapshot = compileSnapshot(aSnapshot(aSite("polana", given.site), { campaigns }));
  const candidates = decide(
    snapshot,
    given.visitor ?? VISITOR,
    given.profile ?? emptyProfile(),
    new Set(given.memberships),
    aSituation(given.situation),
  );
  return Object.fromEntries(candidates.map(({ compiled, outcome }) => [compiled.campaign.id, outcome]));
}
/** `won`, `held_out`, or the rule that stopped it. */
const say = (outcome: Outcome) => (outcome.kind === "lost" ? outcome.rule : outcome.kind);
const chosen = (campaigns: Campaign[], given?: Given) =>
  Object.entries(outcomes(campaigns, given))
    .filter(([, outcome]) => outcome.kind !== "lost")
    .map(([id]) => id);

/** A profile to which the campaign was shown, ghosted or closed at the given times. */
function withHistory(
  campaign: string,
  times: number[],
  name: "exposure" | "content_close" = "exposure",
  ghost?: true,
): Profile {
  const events = times.map((at, n) =>
    occurred(n, { name, props: { campaign, variant: "a", placement: "home", ...(ghost && { ghost }) } }, at),
  );
  return foldRun(emptyProfile(), { writer: "AAAAAAAA", events, context: aContext() });
}

test("who asks for notifications takes no placement from who does not, and the question is one's alone", () => {
  const push = { kind: "push", sample: { title: "A", body: "B" }, yes: "Yes", no: "No" } as const;
  const content: Content = { form: "overlay", blocks: [push] };
  const asking = {
    placement: "overlay",
    trigger: { kind: "event", event: "add_to_wishlist" } as const,
    variants: [{ id: "a", share: 1, content }],
  };
  const campaigns = [
    aCampaign("ask", { ...asking, priority: 90 }),
    aCampaign("ask-too", { ...asking, priority: 80 }),
    aCampaign("letter", { placement: "overlay", priority: 30 }),
  ];
  expect(chosen(campaigns)).toEqual(["ask", "letter"]);
  expect(outcomes(campaigns)["ask-too"]).toEqual({ kind: "lost", rule: "priority", by: "ask" });
});

test("who waits for the exit takes no placement from who does not, and the exit is one's alone", () => {
  const overlay = { placement: "overlay" };
  const exit = { ...overlay, trigger: { kind: "exit" } as const };
  const campaigns = [
    aCampaign("help", { ...exit, priority: 90 }),
    aCampaign("letter", { ...overlay, priority: 10 }),
    aCampaign("why", { ...exit, placement: "bar", priority: 20 }),
  ];
  expect(chosen(campaigns)).toEqual(["help", "letter"]);
  expect(outcomes(campaigns).why).toEqual({ kind: "lost", rule: "priority", by: "help" });
});

/** One obstacle a rule, in the order in which the rules are asked. */
interface Obstacle {
  rule: Rule;
  campaign?: Partial<Campaign>;
  given?: Given;
}
const seen = withHistory("subject", [NOON - DAY_MS, NOON - 60_000]);
const ANSWERED: Profile = foldRun(
  emptyProfile(),
  aRun("AAAAAAAA", [
    {
      name: "answer",
      props: { campaign: "other", variant: "a", placement: "home", values: { why: ["dear"], room: "" } },
    },
  ]),
);
/** A survey of the questions named. */
const asking = (...names: string[]): Campaign["variants"] => [
  {
    id: "a",
    share: 1,
    content: {
      form: "overlay",
      blocks: [
        {
          kind: "survey",
          questions: names.map((name) => ({ name, ask: `${name}?`, answer: "text" as const })),
          atMost: 1,
          send: "Send",
          thanks: "Thank you",
        },
      ],
    },
  },
];
const OBSTACLES: Obstacle[] = [
  { rule: "site_live", given: { site: { isLive: false } } },
  { rule: "consent", given: { situation: { consent: MEASURE } } },
  { rule: "bot", given: { situation: { isBot: true } } },
  { rule: "schedule", campaign: { schedule: { from: NOON + 1 } } },
  { rule: "page", campaign: { pages: { in: ["/shoes/*"], out: [] } } },
  { rule: "device", campaign: { devices: ["desktop"] } },
  { rule: "segment_in", campaign: { segmentsIn: ["regulars"] } },
  { rule: "segment_out", campaign: { segmentsOut: ["buyers"] }, given: { memberships: ["buyers"] } },
  { rule: "invited", campaign: { isInvited: true } },
  { rule: "trigger", campaign: { trigger: { kind: "nth_page", page: 2 } } },
  { rule: "answered", campaign: { variants: asking("why", "room") }, given: { profile: ANSWERED } },
  { rule: "checkout_guard", given: { situation: { kind: "checkout" } } },
  { rule: "closed", given: { profile: withHistory("subject", [NOON - DAY_MS], "content_close") } },
  { rule: "cap", campaign: { cap: { times: 2, days: 7 } }, given: { profile: seen } },
  { rule: "attention", given: { profile: seen } },
];

/** All those obstacles at once. */
function facing(obstacles: Obstacle[]): { campaign: Campaign; given: Given } {
  const given: Given = { site: {}, situation: { kind: "home" }, memberships: [] };
  let changes: Partial<Campaign> = {};
  let profile = emptyProfile();
  for (const obstacle of obstacles) {
    changes = { ...changes, ...obstacle.campaign };
    given.site = { ...given.site, ...obstacle.given?.site };
    given.situation = { ...given.situation, ...obstacle.given?.situation };
    given.memberships = [...given.memberships!, ...(obstacle.given?.memberships ?? [])];
    const exposures = { ...profile.exposures };
    for (const [key, counts] of Object.entries(obstacle.given?.profile?.exposures ?? {})) {
      const known = exposures[key];
      exposures[key] = known
        ? {
            ...counts,
            shown: Math.max(counts.shown, known.shown),
            closes: counts.closes + known.closes,
            lastAt: Math.max(counts.lastAt, known.lastAt),
          }
        : counts;
    }
    const answered = { ...profile.answered, ...obstacle.given?.profile?.answered };
    profile = { ...profile, exposures, answered };
  }
  return {
    campaign: aCampaign("subject", { placement: "bar", role: "offer", ...changes }),
    given: { ...given, profile },
  };
}

describe("the rules", () => {
  test.each(OBSTACLES)("$rule alone stops a campaign", (obstacle) => {
    const { campaign, given } = facing([obstacle]);
    expect(say(outcomes([campaign], given).subject!)).toBe(obstacle.rule);
  });

  test("let a campaign win that meets no obstacle", () => {
    const { campaign, given } = facing([]);
    expect(outcomes([campaign], given).subject).toEqual({ kind: "won", variant: "a" });
  });

  test.each(OBSTACLES.map(({ rule }, i) => [rule, i] as const))(
    "say %s where it and every later one would stop a campaign",
    (rule, i) => {
      const { campaign, given } = facing(OBSTACLES.slice(i));
      expect(say(outcomes([campaign], given).subject!)).toBe(rule);
    },
  );

  test("placement comes after segments and before the checkout guard", () => {
    const offer = aCampaign("subject", { role: "offer", placement: "aside" });
    const at = (kind: PageKind) => ({ situation: { kind } });
    expect(say(outcomes([offer], at("checkout")).subject!)).toBe("placement");
    expect(
      say(outcomes([{ ...offer, segmentsOut: ["b"] }], { ...at("home"), memberships: ["b"] }).subject!),
    ).toBe("segment_out");
  });
});

describe("a campaign by invitation", () => {
  const invited = (to: string) =>
    foldRun(
      emptyProfile(),
      aRun("AAAAAAAA", [{ name: "identify", props: { traits: { [INVITED_TO]: to } } }]),
    );
  const campaign = aCampaign("subject", { isInvited: true });

  test("wins for who was invited to it, and for nobody whom another one invited", () => {
    expect(say(outcomes([campaign], { profile: invited("subject") }).subject!)).toBe("won");
    expect(say(outcomes([campaign], { profile: invited("other") }).subject!)).toBe("invited");
  });

  test("lets the invitation travel in passports, which it does not where there is no such campaign", () => {
    const traitsOf = (one: Campaign) =>
      compileSnapshot(aSnapshot(aSite("shop"), { campaigns: [one] })).traits.has(INVITED_TO);
    expect([traitsOf(campaign), traitsOf(aCampaign("other"))]).toEqual([true, false]);
  });
});

describe("what has been answered", () => {
  const given = { profile: ANSWERED };
  test.each<[string, Campaign["variants"], string]>([
    ["a survey with a question still open wins", asking("why", "colour"), "won"],
    [
      "one whose questions were all answered, elsewhere or left empty, does not",
      asking("room", "why"),
      "answered",
    ],
    ["a second block with nothing left stops it too", both(asking("colour"), asking("why")), "answered"],
    ["preferences are there to be looked at again", asPreferences(asking("why")), "won"],
  ])("%s", (_, variants, expected) => {
    expect(say(outcomes([aCampaign("subject", { variants })], given).subject!)).toBe(expected);
  });

  test.each([
    ["granted", "answered"],
    ["denied", "answered"],
    ["declined", "won"],
  ] as const)("a question for notifications, %s before: %s", (state, expected) => {
    const profile = foldRun(emptyProfile(), {
      writer: "AAAAAAAA",
      events: [occurred(0, { name: "push_permission", props: { state } })],
      context: aContext(),
    });
    const content = { form: "overlay" as const, blocks: [EVERY_BLOCK.push] };
    const variants = [{ id: "a", share: 1, content }];
    expect(say(outcomes([aCampaign("subject", { variants })], { profile }).subject!)).toBe(expected);
  });

  test.each([
    ["others, and is not drawn for this visitor", [], "won"],
    ["this visitor too", ["vip"], "answered"],
  ])("a survey that is for %s", (_, memberships, expected) => {
    const [{ content }] = asking("why") as [Campaign["variants"][number]];
    const survey = { ...content.blocks[0]!, when: { in: ["vip"], out: [] } };
    const head = { kind: "head", title: "For all" } as const;
    const variants = [{ id: "a", share: 1, content: { ...content, blocks: [head, survey] } }];
    const outcome = outcomes([aCampaign("subject", { variants })], { ...given, memberships }).subject!;
    expect(say(outcome)).toBe(expected);
  });

  test("only the variant the visitor would see counts", () => {
    const [asks] = asking("why");
    const [shows] = aCampaign("other").variants;
    const variants = [
      { ...asks!, share: 0 },
      { ...shows!, id: "b", share: 1 },
    ];
    expect(outcomes([aCampaign("subject", { variants })], given).subject).toEqual({
      kind: "won",
      variant: "b",
    });
  });
});
function both([one]: Campaign["variants"], [other]: Campaign["variants"]): Campaign["variants"] {
  return [
    { ...one!, content: { ...one!.content, blocks: [...one!.content.blocks, ...other!.content.blocks] } },
  ];
}
function asPreferences([one]: Campaign["variants"]): Campaign["variants"] {
  const blocks = one!.content.blocks.map((block) =>
    block.kind === "survey" ? { ...block, kind: "preferences" as const } : block,
  );
  return [{ ...one!, content: { ...one!.content, blocks } }];
}

describe("a page of the visit", () => {
  const fromThird = aCampaign("subject", { trigger: { kind: "nth_page", page: 3 } });
  /** A profile whose visits had so many pages each, with what was done on them. */
  const afterVisits = (...visits: Event[][]) =>
    foldRun(emptyProfile(), {
      writer: "AAAAAAAA",
      events: visits.flatMap((events, visit) =>
        events.map((event, n) => ({ ...occurred(visit * 100 + n, event), session: visit + 1 })),
      ),
      context: aContext(),
    });
  const view: Event = { name: "page_view", props: { path: "/lamps/", kind: "listing" } };
  const look: Event = { name: "view_item", props: { item: { id: "owl", category: "lamps" } } };
  const times = (event: Event, count: number) => Array<Event>(count).fill(event);

  test.each([
    ["two pages and their products are two", afterVisits([view, look, view, look]), "trigger"],
    ["three are enough", afterVisits([view, look, view, look, view]), "won"],
    ["pages of the visit before do not count", afterVisits(times(view, 4), [view]), "trigger"],
    ["a visit of so many steps that its first are forgotten", afterVisits([view, ...times(look, 14)]), "won"],
  ])("%s", (_, profile, outcome) => {
    expect(say(outcomes([fromThird], { profile }).subject!)).toBe(outcome);
  });
});

const passing: [string, Partial<Campaign>, Given, string][] = [
  ["a schedule that begins now", { schedule: { from: NOON } }, {}, "won"],
  ["a schedule that ends now", { schedule: { until: NOON } }, {}, "schedule"],
  ["a schedule that ends in a moment", { schedule: { until: NOON + 1 } }, {}, "won"],
  ["a page that is excluded", { pages: { in: [], out: ["/"] } }, {}, "page"],
  ["another kind of page", { pageKinds: ["product", "listing"] }, {}, "page"],
  ["the kind of page it wants", { pageKinds: ["home"] }, {}, "won"],
  ["one segment of several", { segmentsIn: ["a", "b"] }, { memberships: ["b"] }, "won"],
  ["none of the excluded segments", { segmentsOut: ["a"] }, { memberships: ["b"] }, "won"],
  ["a phone among its devices", { devices: ["tablet", "phone"] }, {}, "won"],
  ["help in a slot on the checkout", {}, { situation: { kind: "checkout" } }, "won"],
  ["help in a slot on the cart", {}, { situation: { kind: "cart" } }, "won"],
  ["help in an overlay on the cart", { placement: "overlay" }, { situation: { kind: "cart" } }, "won"],
  [
    "help in an overlay on the checkout",
    { placement: "overlay" },
    { situation: { kind: "checkout" } },
    "checkout_guard",
  ],
  ["a code in a slot on the cart", { role: "offer" }, { situation: { kind: "cart" } }, "checkout_guard"],
  [
    "a code in a slot on the checkout",
    { role: "offer" },
    { situation: { kind: "checkout" } },
    "checkout_guard",
  ],
  ["a code on the thank-you page", { role: "offer" }, { situation: { kind: "thanks" } }, "won"],
  ["a helping bar on the cart", { placement: "bar" }, { situation: { kind: "cart" } }, "won"],
  [
    "a helping bar on the checkout",
    { placement: "bar" },
    { situation: { kind: "checkout" } },
    "checkout_guard",
  ],
  [
    "a bar with a code on the cart",
    { placement: "bar", role: "offer" },
    { situation: { kind: "cart" } },
    "checkout_guard",
  ],
  ["help for a slot of another page", { placement: "aside" }, {}, "won"],
  ["an offer for a slot of another page", { placement: "aside", role: "offer" }, {}, "placement"],
  ["a bar on a page without slots", { placement: "bar" }, { situation: { slots: [] } }, "won"],
  [
    "an offer with a place by selector, on a page without slots",
    { place: PLACE, role: "offer" },
    { situation: { slots: [] } },
    "won",
  ],
  [
    "help with a place by selector, in the checkout",
    { place: PLACE },
    { situation: { kind: "checkout" } },
    "won",
  ],
  [
    "an offer with a place by selector, on the cart",
    { place: PLACE, role: "offer" },
    { situation: { kind: "cart" } },
    "checkout_guard",
  ],
  [
    "a place by selector on a page it is not for",
    { place: PLACE, pages: { in: ["/sale/*"], out: [] } },
    { situation: { slots: [] } },
    "page",
  ],
  ["a campaign that is only a draft", { status: "draft" }, {}, "absent"],
  ["a campaign that is paused", { status: "paused" }, {}, "absent"],
];
test.each(passing)("%s", (_, changes, given, expected) => {
  const outcome = outcomes([aCampaign("subject", changes)], given).subject;
  expect(outcome ? say(outcome) : "absent").toBe(expected);
});

describe("what would let a loser pass", () => {
  test("is the beginning of its schedule, and nothing once it is over", () => {
    const campaign = (schedule: Campaign["schedule"]) => [aCampaign("subject", { schedule })];
    expect(outcomes(campaign({ from: NOON + 5 })).subject).toMatchObject({ until: NOON + 5 });
    expect(outcomes(campaign({ until: NOON })).subject).not.toHaveProperty("until");
  });

  test("is the segment in the way", () => {
    const [wanted, unwanted] = [
      aCampaign("a", { segmentsIn: ["x"] }),
      aCampaign("b", { segmentsOut: ["y", "z"] }),
    ];
    const { a, b } = outcomes([wanted, unwanted], { memberships: ["z"] });
    expect([a, b]).toMatchObject([{ by: "x" }, { by: "z" }]);
  });

  const cap = { times: 2, days: 7 };
  const day = (ago: number) => NOON - ago * DAY_MS;
  const histories: [string, number[], Campaign["cap"], string, number | undefined][] = [
    ["shown once of twice", [day(1)], cap, "won", undefined],
    ["shown twice", [day(3), day(1)], cap, "cap", day(-4)],
    ["shown twice on one day, by the later of them", [day(2), day(2) + 1], cap, "cap", day(-5) + 1],
    ["shown thrice, once more than it may", [day(5), day(3), day(1)], cap, "cap", day(-4)],
    ["shown twice, once so long ago that it is forgotten", [day(7), day(1)], cap, "won", undefined],
    ["shown twice, once so long ago but for a moment", [day(7) + 1, day(1)], cap, "cap", NOON + 1],
    ["once in a day, shown before midnight", [day(0.51)], { times: 1, days: 1 }, "cap", day(0.51) + DAY_MS],
    ["shown without end where there is no cap", [day(1), day(1) + 1, day(1) + 2], null, "won", undefined],
  ];
  test.each(histories)("of a cap, %s", (_, times, given, expected, until) => {
    const campaign = aCampaign("subject", { cap: given });
    const outcome = outcomes([campaign], { profile: withHistory("subject", times) }).subject!;
    expect([say(outcome), "until" in outcome ? outcome.until : undefined]).toEqual([expected, until]);
  });

  test("of a cap is kept in every window of its length, whenever the visitor comes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 40 }),
        fc.record({ times: fc.integer({ min: 1, max: 4 }), days: fc.integer({ min: 1, max: 4 }) }),
        (hoursBetween, cap) => {
          const subject = aCampaign("subject", { cap });
          const showings: number[] = [];
          let now = NOON;
          for (const hours of hoursBetween) {
            now += hours * 3_600_000;
            const given = { profile: withHistory("subject", showings), situation: { now } };
            if (say(outcomes([subject], given).subject!) === "won") showings.push(now);
          }
          for (const from of showings) {
            const within = showings.filter((at) => at >= from && at < from + cap.days * DAY_MS);
            expect(within.length).toBeLessThanOrEqual(cap.times);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("is an instant from which it really passes, and a moment before does not", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 * 24 }), { maxLength: 12 }),
        fc.record({ times: fc.integer({ min: 1, max: 4 }), days: fc.integer({ min: 1, max: 30 }) }),
        fc.constantFrom("exposure" as const, "content_close" as const),
        fc.constantFrom("home", "bar"),
        (hours, given, name, placement) => {
          const profile = withHistory(
            "subject",
            hours.map((hour) => NOON - hour * 3_600_000),
            name,
          );
          const campaign = aCampaign("subject", { cap: given, placement });
          const at = (now: number) => outcomes([campaign], { profile, situation: { now } }).subject!;
          const outcome = at(NOON);
          fc.pre(outcome.kind === "lost");
          const { rule, until } = outcome as Extract<Outcome, { kind: "lost" }>;
          expect(say(at(until! - 1))).toBe(rule);
          expect(say(at(until!))).not.toBe(rule);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("of a close is a fortnight", () => {
    const profile = withHistory("subject", [NOON], "content_close");
    const at = (now: number) =>
      say(outcomes([aCampaign("subject")], { profile, situation: { now } }).subject!);
    expect(at((NOON_DAY + CLOSED_DAYS) * DAY_MS - 1)).toBe("closed");
    expect(at((NOON_DAY + CLOSED_DAYS) * DAY_MS)).toBe("won");
  });
});

describe("the attention budget", () => {
  const floating = [
    aCampaign("bar", { placement: "bar" }),
    aCampaign("other-bar", { placement: "bar", priority: 40 }),
    aCampaign("overlay", { placement: "overlay" }),
    aCampaign("help", { placement: "overlay", trigger: { kind: "exit" } }),
  ];
  const minutes = (n: number) => n * 60_000;
  const saidAfter = (profile: Profile, more: Campaign[] = []) => {
    const said = outcomes([...floating, ...more], { profile, site: { attentionMinutes: 30 } });
    return Object.fromEntries(Object.entries(said).map(([id, outcome]) => [id, say(outcome)]));
  };
  const seen = (campaign: string, at: number, ghost?: true) => withHistory(campaign, [at], "exposure", ghost);

  test.each([
    ["an overlay a minute ago keeps all away", seen("overlay", NOON - minutes(1)), true, true],
    ["a ghost spends it as an overlay does", seen("overlay", NOON - minutes(1), true), true, true],
    ["29 minutes and 59 seconds are not enough", seen("overlay", NOON - minutes(30) + 1000), true, true],
    ["half an hour is", seen("overlay", NOON - minutes(30)), false, false],
    ["a bar keeps bars away, and interrupts nobody", seen("bar", NOON - minutes(1)), true, false],
    ["content in a slot spends none", seen("inline", NOON - 1), false, false],
  ])("%s", (_, profile, areBarsQuiet, areOverlaysQuiet) => {
    expect(saidAfter(profile, [aCampaign("inline")])).toEqual({
      bar: areBarsQuiet ? "attention" : "won",
      "other-bar": areBarsQuiet ? "attention" : "priority",
      overlay: areOverlaysQuiet ? "attention" : "won",
      help: areOverlaysQuiet ? "attention" : "won",
      inline: "won",
    });
  });

  test.each(["email_sent", "sms_sent", "call_made"] as const)(
    "is spent by another channel's %s as by an overlay (S2)",
    (name) => {
      const sent = occurred(0, { name: `custom:${name}`, props: {} }, NOON - minutes(1));
      const profile = foldRun(emptyProfile(), { writer: "server", events: [sent], context: null });
      expect(new Set(Object.values(saidAfter(profile)))).toEqual(new Set(["attention"]));
    },
  );

  test("says from when the next may come", () => {
    const { "other-bar": other } = outcomes(floating, { profile: seen("bar", NOON - 1000) });
    expect(other).toEqual({ kind: "lost", rule: "attention", until: NOON - 1000 + minutes(30) });
  });
});

describe("of several", () => {
  test.each([
    ["the greater priority", { priority: 50 }, { priority: 51 }, "b"],
    ["of equal priority the greater value", { valueMinor: 10 }, { valueMinor: 20 }, "b"],
    ["of equal value the first by id", {}, {}, "a"],
    ["priority before value", { priority: 60 }, { valueMinor: 1e9 }, "a"],
  ])("wins %s", (_, a, b, winner) => {
    const campaigns = [aCampaign("a", a), aCampaign("b", b)];
    expect(chosen(campaigns)).toEqual([winner]);
    expect(chosen(campaigns.toReversed())).toEqual([winner]);
  });

  test("a loser says to whom it lost", () => {
    expect(outcomes([aCampaign("a", { priority: 60 }), aCampaign("b")]).b).toEqual({
      kind: "lost",
      rule: "priority",
      by: "a",
    });
  });

  test("one that fails a rule leaves the placement to the next", () => {
    expect(chosen([aCampaign("a", { priority: 90, devices: ["desktop"] }), aCampaign("b")])).toEqual(["b"]);
  });

  test("different placements each have their winner", () => {
    expect(chosen([aCampaign("a"), aCampaign("b", { placement: "bar" })])).toEqual(["a", "b"]);
  });

  test("of one exclusion group one shows on the page, and the other names it", () => {
    const group = { exclusionGroup: "welcome" };
    const campaigns = [
      aCampaign("a", { ...group, priority: 60 }),
      aCampaign("b", { ...group, placement: "bar" }),
    ];
    expect(outcomes(campaigns).b).toEqual({ kind: "lost", rule: "exclusion_group", by: "a" });
  });

  test("one chosen for the next page does not keep its exclusion group off this one", () => {
    const group = { exclusionGroup: "welcome" };
    const campaigns = [
      aCampaign("elsewhere", { ...group, priority: 90, placement: "aside" }),
      aCampaign("here", group),
      aCampaign("elsewhere-too", { ...group, priority: 10, placement: "below" }),
    ];
    expect(chosen(campaigns)).toEqual(["elsewhere", "here"]);
  });

  const anyCampaign: fc.Arbitrary<Partial<Campaign>> = fc
    .record({
      placement: fc.constantFrom("home", "bar", "aside"),
      role: fc.constantFrom<Campaign["role"]>("help", "offer"),
      priority: fc.nat(3),
      valueMinor: fc.nat(2),
      exclusionGroup: fc.constantFrom(undefined, "g", "h"),
      holdoutShare: fc.constantFrom(0, 0.5, 1),
      devices: fc.constantFrom<Campaign["devices"]>([], ["phone"], ["desktop"]),
      segmentsIn: fc.constantFrom<string[]>([], ["a"], ["b"]),
    })
    .map(({ exclusionGroup, ...rest }) => ({ ...rest, ...(exclusionGroup && { exclusionGroup }) }));
  test("at most one is chosen for a placement, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(anyCampaign, { maxLength: 15 }), fc.uuid(), (all, visitor) => {
        const campaigns = all.map((changes, i) => aCampaign(`c${i}`, changes));
        const winners = chosen(campaigns, { memberships: ["a"], visitor });
        const places = winners.map((id) => campaigns.find((each) => each.id === id)!.placement);
        expect(new Set(places).size).toBe(places.length);
        const groups = winners.flatMap((id) => {
          const { exclusionGroup, placement } = campaigns.find((each) => each.id === id)!;
          return exclusionGroup && placement !== "aside" ? [exclusionGroup] : [];
        });
        expect(new Set(groups).size).toBe(groups.length);
        expect(chosen(campaigns.toReversed(), { memberships: ["a"], visitor })).toEqual(winners);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a holdout", () => {
  const visitors = Array.from({ length: 4000 }, (_, i) => `visitor-${i}`);
  const shareOf = (campaign: Campaign, is: (outcome: Outcome) => boolean, site = {}) =>
    visitors.filter((visitor) => is(outcomes([campaign], { visitor, site })[campaign.id]!)).length /
    visitors.length;
  const isHeldOut = (outcome: Outcome) => outcome.kind === "held_out";

  test("keeps the slot: it is not passed on to the next campaign", () => {
    const campaigns = [aCampaign("a", { priority: 60, holdoutShare: 1 }), aCampaign("b")];
    expect(outcomes(campaigns)).toEqual({
      a: { kind: "held_out", variant: "a", by: "campaign" },
      b: { kind: "lost", rule: "priority", by: "a" },
    });
  });

  test.each([0, 0.1, 0.5, 1])("of share %d holds out that share of visitors", (holdoutShare) => {
    expect(shareOf(aCampaign("spring", { holdoutShare }), isHeldOut)).toBeCloseTo(holdoutShare, 1);
  });

  test("of the site comes before the campaign's, and holds out the same visitors of every campaign", () => {
    const site = { holdoutShare: 0.2 };
    for (const visitor of visitors.slice(0, 500)) {
      const isOut = bucketOf(visitor, "holdout:global") < 0.2;
      const both = outcomes([aCampaign("a", { holdoutShare: 0.5 }), aCampaign("b", { placement: "bar" })], {
        visitor,
        site,
      });
      expect(both.b!.kind).toBe(isOut ? "held_out" : "won");
      if (isOut) expect(both.a).toMatchObject({ kind: "held_out", by: "global" });
    }
  });

  test("of two campaigns does not hold out the same visitors", () => {
    const both = visitors.filter((visitor) =>
      ["a", "b"].every((id) => isHeldOut(outcomes([aCampaign(id, { holdoutShare: 0.5 })], { visitor })[id]!)),
    );
    expect(both.length / visitors.length).toBeCloseTo(0.25, 1);
  });
});

describe("a variant", () => {
  const { content } = aCampaign("x").variants[0]!;
  const variants = (...shares: number[]) => shares.map((share, i) => ({ id: `v${i}`, share, content }));
  const variantFor = (campaign: Campaign, visitor: string) =>
    (outcomes([campaign], { visitor })[campaign.id] as { variant: string }).variant;

  test("is the same for a visitor at every time and on every page", () => {
    const campaign = aCampaign("spring", { variants: variants(1, 1, 1) });
    for (let i = 0; i < 200; i++) {
      const visitor = `visitor-${i}`;
      const later = outcomes([campaign, aCampaign("other", { placement: "bar" })], {
        visitor,
        situation: { now: NOON + i * DAY_MS, path: "/elsewhere", device: "desktop" },
      }).spring as { variant: string };
      expect(later.variant).toBe(variantFor(campaign, visitor));
    }
  });

  test.each([
    [
      [1, 1],
      [0.5, 0.5],
    ],
    [
      [1, 3],
      [0.25, 0.75],
    ],
    [
      [0, 1],
      [0, 1],
    ],
    [
      [0.2, 0.2, 0.2],
      [1 / 3, 1 / 3, 1 / 3],
    ],
  ])("of shares %j falls to %j of the visitors", (shares, expected) => {
    const campaign = aCampaign("spring", { variants: variants(...shares) });
    const counts = shares.map(() => 0);
    for (let i = 0; i < 4000; i++) counts[Number(variantFor(campaign, `visitor-${i}`).slice(1))]! += 1 / 4000;
    for (const [i, share] of expected.entries()) expect(counts[i]).toBeCloseTo(share, 1);
  });

  test("is one of the campaign's even where no variant has a share", () => {
    expect(variantFor(aCampaign("spring", { variants: variants(0, 0) }), VISITOR)).toMatch(/^v[01]$/);
  });

  test("does not depend on who is held out", () => {
    const campaign = aCampaign("spring", { variants: variants(1, 1), holdoutShare: 0.5 });
    const heldOut = { v0: 0, v1: 0 };
    for (let i = 0; i < 4000; i++) {
      const outcome = outcomes([campaign], { visitor: `visitor-${i}` }).spring!;
      if (outcome.kind === "held_out") heldOut[outcome.variant as "v0" | "v1"]++;
    }
    expect(heldOut.v0 / (heldOut.v0 + heldOut.v1)).toBeCloseTo(0.5, 1);
  });
});

describe("more than can be handed out", () => {
  const slots = ["first", "second", "third"];
  const campaigns = [
    aCampaign("later", { placement: "aside", priority: 90 }),
    ...slots.map((placement, i) => aCampaign(placement, { placement, priority: 80 - i })),
    aCampaign("out", { placement: "fourth", role: "offer" }),
  ];
  const situation = aSituation({ slots });
  const within = (most: number) =>
    Object.fromEntries(
      withinRoom(
        decide(
          compileSnapshot(aSnapshot(aSite("polana"), { campaigns })),
          VISITOR,
          emptyProfile(),
          new Set(),
          situation,
        ),
        situation,
        most,
      ).map(({ compiled, outcome }) => [compiled.campaign.id, outcome]),
    );

  test("loses by its own rule to the last that was, those of another page first", () => {
    expect(within(2)).toEqual({
      first: { kind: "won", variant: "a" },
      second: { kind: "won", variant: "a" },
      third: { kind: "lost", rule: "room", by: "second" },
      later: { kind: "lost", rule: "room", by: "second" },
      out: { kind: "lost", rule: "placement" },
    });
  });

  test("changes nothing where there is room for all", () => {
    expect(Object.values(within(4)).map(say)).toEqual(["won", "won", "won", "won", "placement"]);
  });
});

describe("what a passport leaves behind of what was shown", () => {
  const slots = ["home", "listing", "product"];
  const capped = { cap: { times: 1, days: 30 } };
  const uncapped = slots.map((placement) => aCampaign(`in-${placement}`, { placement }));
  const see = (n: number, campaign: string, at: number, name: "exposure" | "content_close" = "exposure") =>
    occurred(n, { name, props: { campaign, variant: "a", placement: "home" } }, at);
  /** Three slots a day on five days, after what was seen six days ago. */
  const afterBusyDays = (...first: Parameters<typeof occurred>[]) => {
    const events = first.map((each) => occurred(...each));
    for (let ago = 5; ago >= 1; ago--)
      for (const { id } of uncapped) events.push(see(events.length, id, NOON - ago * DAY_MS));
    return foldRun(emptyProfile(), { writer: "AAAAAAAA", events, context: aContext() });
  };
  const travelled = (profile: Profile, campaigns: Campaign[]): Profile => {
    const compiled = compileSnapshot(aSnapshot(aSite("polana"), { campaigns }));
    const most = BOUNDS.exposures.entries;
    const passport: Passport = {
      visitor: VISITOR,
      sealedAt: NOON,
      isMergeDue: false,
      profile: withStandingExposures(profile, compiled, most, NOON),
      server: emptyServerPart,
      issued: [],
      marks: {},
    };
    const back = decodePassport(encodePassport(passport))!.profile;
    expect(Object.keys(back.exposures)).toHaveLength(most);
    return back;
  };

  test.each([
    ["an overlay once in 30 days", capped, "exposure", "cap"],
    ["what was closed within the fortnight", {}, "content_close", "closed"],
  ] as const)("is never %s", (_, changes, name, rule) => {
    const campaigns = [aCampaign("welcome", { placement: "overlay", ...changes }), ...uncapped];
    const { n, event, at } = see(0, "welcome", NOON - 6 * DAY_MS, name);
    const profile = travelled(afterBusyDays([n, event, at]), campaigns);
    expect(say(outcomes(campaigns, { profile }).welcome!)).toBe(rule);
  });

  test("is what no rule that is published asks for: of the rest the newest stay", () => {
    const { n, event, at } = see(0, "gone", NOON - 6 * DAY_MS);
    const profile = travelled(afterBusyDays([n, event, at]), uncapped);
    const days = Object.keys(profile.exposures).map((key) => NOON_DAY - Number.parseInt(key, 10));
    expect(Math.max(...days)).toBe(5);
  });
});
