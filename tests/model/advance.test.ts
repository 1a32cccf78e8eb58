/** Where an enrolment goes: cases in words, then any journey at any times. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Advance, advance, firstDue, type View } from "../../model/advance.ts";
import { branchesOf, type Enrolment, type Journey, type Step, stepsIn } from "../../model/journey.ts";
import { NOON } from "../support/builders.ts";
import { aJourney, anEnrolment, aPush, atUsualHours, aView, aWait, HOUR_MS } from "../support/journeys.ts";

const MINUTE_MS = 60_000;
const cart = { kind: "cart_left" as const };
const all = { order: true, emptiedCart: true, segmentsLeft: [] };

/** What it says, shortly: `push a`, `wait a +60`, `wait a +60 quiet_hours` (minutes after noon), `end done`. */
function say(found: Advance): string {
  if (found.kind === "act") return `${found.step.kind} ${found.step.id}`;
  if (found.kind === "end") return `end ${found.how}`;
  return `wait ${found.step} +${(found.until - NOON) / MINUTE_MS}${found.held ? ` ${found.held}` : ""}`;
}

const push = aPush("a");
const reminder = aJourney("cart", [aWait("w", 180), aPush("a", { about: "cart" })], {
  trigger: cart,
  exits: all,
});
const rows: [string, Journey, Partial<Enrolment>, Partial<View>, number, string][] = [
  ["acts at once without a wait", aJourney("j", [push]), {}, {}, 0, "push a"],
  ["waits from the trigger", aJourney("j", [aWait("w", 60), push]), {}, {}, 59, "wait w +60"],
  ["goes on when the wait is over", aJourney("j", [aWait("w", 60), push]), {}, {}, 60, "push a"],
  [
    "waits count from the trigger, not from the step before",
    aJourney("j", [aWait("w", 60), push, aWait("x", 90), aPush("b")]),
    { step: "x", vars: { at: NOON + HOUR_MS, hasActed: true } },
    {},
    89,
    "wait x +90",
  ],
  [
    "a wait that has passed is none",
    aJourney("j", [push, aWait("x", 30), aPush("b")]),
    { step: "x", vars: { hasActed: true } },
    {},
    600,
    "push b",
  ],
  [
    "what lies ahead is waited for",
    aJourney("j", [push]),
    { triggeredAt: NOON + HOUR_MS },
    {},
    0,
    "wait a +60",
  ],
  // Noon in UTC is one o'clock in Warsaw.
  [
    "until the hour where the visitor is",
    aJourney("j", [{ kind: "until_hour", id: "u", hour: 18 }, push]),
    {},
    {},
    0,
    "wait u +300",
  ],
  [
    "an hour that has passed since is none",
    aJourney("j", [{ kind: "until_hour", id: "u", hour: 18 }, push]),
    {},
    {},
    500,
    "push a",
  ],
  [
    "the next such hour is after the waits before it",
    aJourney("j", [aWait("w", 360), { kind: "until_hour", id: "u", hour: 18 }, push]),
    {},
    {},
    370,
    "wait u +1740",
  ],
  ["at the end it is done", aJourney("j", [aWait("w", 1)]), {}, {}, 1, "end done"],
  ["ends where its journey's step is no more", aJourney("j", [push]), { step: "z" }, {}, 0, "end stopped"],
  ["ends where consent was taken back", aJourney("j", [push]), {}, { isAllowed: false }, 0, "end stopped"],
  ["ends for who gets nothing at all", aJourney("j", [push]), {}, { isHeldOut: true }, 0, "end held_out"],
  [
    "ends with an order since the trigger",
    aJourney("j", [push], { exits: all }),
    {},
    { lastOrderAt: NOON + 1 },
    5,
    "end ordered",
  ],
  [
    "an order before it is none",
    aJourney("j", [push], { exits: all }),
    {},
    { lastOrderAt: NOON },
    5,
    "push a",
  ],
  [
    "an order ends nothing where that is no exit",
    aJourney("j", [push]),
    {},
    { lastOrderAt: NOON + 1 },
    5,
    "push a",
  ],
  [
    "the order that began it is told by several clocks",
    aJourney("j", [push], { exits: all, trigger: { kind: "order" } }),
    {},
    { lastOrderAt: NOON + 60_000 },
    5,
    "push a",
  ],
  [
    "the next order ends it",
    aJourney("j", [push], { exits: all, trigger: { kind: "order" } }),
    {},
    { lastOrderAt: NOON + 2 * HOUR_MS },
    300,
    "end ordered",
  ],
  [
    "ends with an emptied cart",
    aJourney("j", [push], { exits: all }),
    {},
    { hasCart: false },
    0,
    "end emptied",
  ],
  [
    "ends out of one of its segments",
    aJourney("j", [push], { exits: { ...all, segmentsLeft: ["s", "t"] } }),
    {},
    { memberships: new Set(["s"]) },
    0,
    "end left_segment",
  ],
  [
    "a later sign moves a left cart's trigger on",
    reminder,
    {},
    { lastSeenAt: NOON + 60 * MINUTE_MS },
    200,
    "wait w +240",
  ],
  [
    "and so it does while the first step is held",
    reminder,
    { step: "a", vars: { at: NOON + 180 * MINUTE_MS } },
    { lastSeenAt: NOON + 200 * MINUTE_MS },
    210,
    "wait a +380",
  ],
  [
    "but not once something was done",
    aJourney("j", [push, aWait("x", 60), aPush("b")], { trigger: cart }),
    { step: "x", vars: { hasActed: true } },
    { lastSeenAt: NOON + 50 * MINUTE_MS },
    60,
    "push b",
  ],
  [
    "a cart that was bought before anything was done ends it",
    aJourney("j", [push], { trigger: cart }),
    {},
    { lastOrderAt: NOON + 1, lastSeenAt: NOON + 2, hasCart: false },
    5,
    "end ordered",
  ],
  [
    "so does one that was emptied",
    aJourney("j", [push], { trigger: cart }),
    {},
    { hasCart: false },
    5,
    "end emptied",
  ],
  [
    "waits for quiet hours",
    aJourney("j", [push]),
    {},
    { push: atUsualHours() },
    540,
    "wait a +1140 quiet_hours",
  ],
  [
    "waits for attention",
    aJourney("j", [push]),
    {},
    { push: atUsualHours({ attentionUntil: NOON + 20 * MINUTE_MS }) },
    5,
    "wait a +20 attention",
  ],
  [
    "waits while ingest lags, where it is about the cart",
    reminder,
    {},
    { lagMs: 61_000 },
    180,
    "wait a +181 ingest_lag",
  ],
  ["a minute's lag is none", reminder, {}, { lagMs: 60_000 }, 180, "push a"],
  ["nothing else waits for ingest", aJourney("j", [push]), {}, { lagMs: 600_000 }, 0, "push a"],
  ["passes over a push without a subscription", aJourney("j", [push]), {}, { push: null }, 0, "end done"],
  [
    "takes the branch of who is in the segment",
    aJourney("j", [{ kind: "if", id: "i", segment: "s", met: [aPush("m")], unmet: [aPush("n")] }]),
    {},
    { memberships: new Set(["s"]) },
    0,
    "push m",
  ],
  [
    "takes the other one of who is not",
    aJourney("j", [{ kind: "if", id: "i", segment: "s", met: [aPush("m")], unmet: [aPush("n")] }]),
    {},
    {},
    0,
    "push n",
  ],
  [
    "goes on behind a branch",
    aJourney("j", [{ kind: "if", id: "i", segment: "s", met: [aPush("m")], unmet: [] }, aPush("b")]),
    {},
    {},
    0,
    "push b",
  ],
];

describe("an enrolment", () => {
  test.each(rows)("%s", (_, journey, changes, view, minutes, expected) => {
    const found = advance(journey, anEnrolment(journey, changes), aView(view), NOON + minutes * MINUTE_MS);
    expect(say(found)).toBe(expected);
  });

  test("of a journey that is no longer published is stopped", () => {
    expect(say(advance(undefined, anEnrolment(aJourney("j", [push])), aView(), NOON))).toBe("end stopped");
  });

  test("says why it passed over an action", () => {
    const journey = aJourney("j", [push, aWait("w", 5)]);
    const found = advance(journey, anEnrolment(journey), aView({ push: null }), NOON);
    expect([say(found), found.vars.skipped]).toEqual(["wait w +5", { a: "no_subscription" }]);
  });

  test("names the steps it has newly come to, and where it stands after an action", () => {
    const journey = aJourney("j", [
      aWait("w", 5),
      { kind: "if", id: "i", segment: "s", met: [], unmet: [push] },
      aWait("x", 9),
    ]);
    const found = advance(journey, anEnrolment(journey), aView(), NOON + 6 * MINUTE_MS);
    expect(found).toMatchObject({ kind: "act", came: ["i", "a", "x"], next: "x" });
  });

  test("is first looked at when its first wait is over", () => {
    expect(firstDue(reminder, NOON)).toBe(NOON + 180 * MINUTE_MS);
    expect(firstDue(aJourney("j", [push]), NOON)).toBe(NOON);
  });
});

describe("a split", () => {
  const split: Step = {
    kind: "split",
    id: "s",
    holdoutShare: 0.2,
    branches: [
      { id: "one", share: 1, steps: [aPush("x")] },
      { id: "two", share: 3, steps: [aPush("y")] },
    ],
  };
  const journey = aJourney("j", [split]);
  const endsOf = (visitor: string) => say(advance(journey, anEnrolment(journey, { visitor }), aView(), NOON));

  test("holds its share out and parts the rest as told", () => {
    const ends = Array.from({ length: 4_000 }, (_, i) => endsOf(`visitor ${i}`));
    const shareOf = (end: string) => ends.filter((one) => one === end).length / ends.length;
    expect(shareOf("end held_out")).toBeCloseTo(0.2, 1);
    expect(shareOf("push x")).toBeCloseTo(0.2, 1);
    expect(shareOf("push y")).toBeCloseTo(0.6, 1);
  });

  test("sends the same visitor the same way every time", () => {
    expect(new Set(Array.from({ length: 20 }, () => endsOf("visitor 7"))).size).toBe(1);
  });

  test("holds everybody out with a share of 1", () => {
    const none = aJourney("j", [{ ...split, holdoutShare: 1 }]);
    expect(say(advance(none, anEnrolment(none), aView(), NOON))).toBe("end held_out");
  });
});

/** Steps as a number grows: any kinds, up to three deep. */
const shapes = fc.letrec<{ step: Step; steps: Step[] }>((tie) => ({
  step: fc.oneof(
    { depthSize: "small", maxDepth: 2, withCrossShrink: true },
    fc.oneof(
      fc.constant<Step>(aPush("")),
      fc.constant<Step>({ kind: "coupon", id: "", pool: "p" }),
      fc.constant<Step>({ kind: "webhook", id: "", type: "handover" }),
      fc.integer({ min: 1, max: 900 }).map((minutes): Step => aWait("", minutes)),
      fc.integer({ min: 0, max: 23 }).map((hour): Step => ({ kind: "until_hour", id: "", hour })),
    ),
    fc
      .record({ segment: fc.constantFrom("s", "t"), met: tie("steps"), unmet: tie("steps") })
      .map((rest): Step => ({ kind: "if", id: "", ...rest })),
    fc.record({ holdoutShare: fc.constantFrom(0, 0.3), one: tie("steps"), two: tie("steps") }).map(
      ({ holdoutShare, one, two }): Step => ({
        kind: "split",
        id: "",
        holdoutShare,
        branches: [
          { id: "one", share: 1, steps: one },
          { id: "two", share: 1, steps: two },
        ],
      }),
    ),
  ),
  steps: fc.array(tie("step"), { minLength: 1, maxLength: 3 }),
}));

/** Each step with an id of its own, in the order in which they are read. */
function named(steps: Step[]): Step[] {
  let n = 0;
  const name = (step: Step): Step => {
    const id = `s${n++}`;
    if (step.kind === "if") return { ...step, id, met: step.met.map(name), unmet: step.unmet.map(name) };
    if (step.kind !== "split") return { ...step, id };
    return { ...step, id, branches: step.branches.map((one) => ({ ...one, steps: one.steps.map(name) })) };
  };
  return steps.map(name);
}

interface World {
  journey: Journey;
  visitor: string;
  /** Minutes after the trigger at which they order, and at which the cart is emptied; 0: never. */
  ordersAt: number;
  emptiesAt: number;
  /** At which they are seen again. */
  returnsAt: number;
  memberships: string[];
  hasPush: boolean;
  isQuiet: boolean;
}
const world: fc.Arbitrary<World> = fc
  .record({
    steps: shapes.steps,
    trigger: fc.constantFrom({ kind: "event" as const, event: "left" }, cart),
    visitor: fc.nat({ max: 50 }).map((n) => `visitor ${n}`),
    ordersAt: fc.constantFrom(0, 100, 700),
    emptiesAt: fc.constantFrom(0, 50, 900),
    returnsAt: fc.constantFrom(0, 40, 400),
    memberships: fc.subarray(["s", "t"]),
    hasPush: fc.boolean(),
    isQuiet: fc.boolean(),
  })
  .map(({ steps, trigger, ...rest }) => ({
    ...rest,
    journey: aJourney("j", named(steps), { trigger, exits: all }),
  }));

const END = 4_000;
const viewAt = (of: World, minute: number): View => {
  const { ordersAt, emptiesAt, returnsAt, memberships, hasPush, isQuiet } = of;
  const hasOrdered = ordersAt > 0 && minute >= ordersAt;
  return aView({
    memberships: new Set(memberships),
    lastSeenAt: minute >= returnsAt ? NOON + returnsAt * MINUTE_MS : NOON,
    lastOrderAt: hasOrdered ? NOON + ordersAt * MINUTE_MS : 0,
    hasCart: !hasOrdered && !(emptiesAt > 0 && minute >= emptiesAt),
    push: hasPush ? (isQuiet ? atUsualHours() : aView().push) : null,
  });
};

interface Deed {
  id: string;
  minute: number;
}
/** Looked at at these minutes, and then whenever it is due. */
function live(of: World, minutes: number[]): { deeds: Deed[]; end: string; came: string[] } {
  const { journey, visitor } = of;
  let one = anEnrolment(journey, { visitor });
  const deeds: Deed[] = [];
  const came: string[] = [];
  const looks = [...minutes];
  for (let asked = 0; asked < END + 200; asked++) {
    const minute = looks.shift()!;
    for (;;) {
      const found = advance(journey, one, viewAt(of, minute), NOON + minute * MINUTE_MS);
      came.push(...found.came);
      if (found.kind === "end") return { deeds, end: found.how, came };
      one = { ...one, triggeredAt: found.triggeredAt, vars: found.vars };
      if (found.kind === "wait") {
        one.step = found.step;
        if (looks.length === 0) looks.push(Math.ceil((found.until - NOON) / MINUTE_MS));
        break;
      }
      deeds.push({ id: found.step.id, minute });
      if (found.next === null) return { deeds, end: "done", came };
      one.step = found.next;
    }
  }
  throw new Error("it never ends");
}

/** Ids of the steps on the way to one, itself left out. */
function wayTo(steps: readonly Step[], id: string): Step[] | undefined {
  for (const [i, step] of steps.entries()) {
    if (step.id === id) return steps.slice(0, i);
    for (const branch of branchesOf(step)) {
      const inner = wayTo(branch, id);
      if (inner) return [...steps.slice(0, i), ...inner];
    }
  }
  return undefined;
}

const everyMinute = Array.from({ length: END }, (_, minute) => minute);

describe("any journey", () => {
  test("asks for each action at most once, in order, never before its wait and never after an exit", () => {
    fc.assert(
      fc.property(
        world,
        fc.uniqueArray(fc.nat({ max: END }), { minLength: 1, maxLength: 12 }),
        (of, times) => {
          const { deeds, came } = live(
            of,
            times.sort((a, b) => a - b),
          );
          const order = stepsIn(of.journey.steps).map(({ id }) => id);
          const places = deeds.map(({ id }) => order.indexOf(id));
          expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
          expect(new Set(came).size).toBe(came.length);
          for (const { id, minute } of deeds) {
            for (const step of wayTo(of.journey.steps, id)!)
              if (step.kind === "wait") expect(minute).toBeGreaterThanOrEqual(step.minutes);
            for (const exit of [of.ordersAt, of.emptiesAt]) if (exit > 0) expect(minute).toBeLessThan(exit);
          }
        },
      ),
      { numRuns: 2_000, seed: 20261127 },
    );
  });

  test("does the same at the same minutes whether it is looked at every minute or when it is due", {
    timeout: 60_000,
  }, () => {
    fc.assert(
      fc.property(world, (of) => {
        expect(live(of, everyMinute).deeds).toEqual(live(of, [0]).deeds);
      }),
      { numRuns: 60, seed: 20261127 },
    );
  });

  test("does the same in the end though nobody looked for days", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(world, (of) => {
        const patient = { ...of, ordersAt: 0, emptiesAt: 0, returnsAt: 0 };
        const ids = ({ deeds }: { deeds: Deed[] }) => deeds.map(({ id }) => id);
        expect(ids(live(patient, [END]))).toEqual(ids(live(patient, everyMinute)));
      }),
      { numRuns: 60, seed: 20261127 },
    );
  });
});
