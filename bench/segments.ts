/**
 * Matching: 1,000 segments of the kinds marketers save over some thousand visitors, ours against closures written by hand
 * and against other evaluators, rounds interleaved, medians of processor time. Closures and others are given the fields
 * ready, as properties of a plain object; ours is measured with its facts worked out ahead and, beside it, from the profile. All must agree on who is in what before anything is measured.
 */
import type { Event } from "../model/event.ts";
import { Facts } from "../model/facts.ts";
import { definitions } from "../model/micro-moment.ts";
import { emptyServerPart } from "../model/passport.ts";
import { emptyProfile, foldRun, type Profile } from "../model/profile.ts";
import { comparisonsOf } from "../model/segment/condition.ts";
import { readerOf } from "../model/segment/fields.ts";
import { compileProgram } from "../model/segment/program.ts";
import { type Comparison, type Condition, parseCondition, type Segment } from "../model/segment.ts";
import { DAY_MS } from "../model/time.ts";
import { aContext, aRun, aSegment, aSituation, NOON, occurred } from "../tests/support/builders.ts";
import { type Chance, chanceOf } from "../tests/support/device.ts";
import { closuresOf, type Matcher, propertyOf, RIVALS } from "./segment-rivals.ts";
import { median, type Row, type Table } from "./table.ts";

const SEGMENTS = 1_000;
const VISITORS = 3_000;
const ROUNDS = 7;
/** The others are so much slower that a part of the visitors is enough. */
const VISITORS_OF_RIVALS = 150;

const MOMENTS = Object.keys(definitions);
const named = (what: string, count: number) => Array.from({ length: count }, (_, i) => `${what} ${i}`);
const CATEGORIES = named("Category", 40);
const BRANDS = named("Brand", 30);
const CITIES = ["Kraków", "Gdańsk", "Łódź", "Warszawa", ...named("City", 40)];

type Draw = <T>(list: readonly T[]) => T;
const drawFrom =
  (chance: Chance): Draw =>
  (list) =>
    list[Math.floor(chance.next() * list.length)]!;

function aComparison(draw: Draw): Comparison {
  const days = draw([1, 3, 7, 14, 30]);
  return draw<() => Comparison>([
    () => ({ field: "visits", op: "gte", value: draw([2, 3, 5, 10]) }),
    () => ({ field: "visits", days, op: "gte", value: draw([1, 2, 3]) }),
    () => ({ field: "products", days, op: "gte", value: draw([1, 2, 3, 5, 8]) }),
    () => ({ field: "carts", days, op: "gte", value: draw([1, 2]) }),
    () => ({ field: "orders", op: draw(["eq", "gte"]), value: draw([0, 1, 2, 3]) }),
    () => ({ field: "revenue", op: "between", value: [draw([50, 100]), draw([200, 500])] }),
    () => ({ field: "days_since_order", op: "gte", value: draw([7, 14, 30, 60]) }),
    () => ({ field: "cart_value", op: draw(["gte", "lte"]), value: draw([20, 50, 100]) }),
    () => ({ field: "interest", of: draw(CATEGORIES), op: "gte", value: draw([0.1, 0.2, 0.3, 0.5]) }),
    () => ({ field: "brand_interest", of: draw(BRANDS), op: "gte", value: draw([0.1, 0.25, 0.5]) }),
    () => ({ field: "moment", of: draw(MOMENTS), days, op: "gte", value: draw([1, 2]) }),
    () => ({ field: "viewed", of: `p${draw([1, 2, 3, 4, 5, 6])}`, op: "is", value: true }),
    () => ({ field: "city", op: "is", value: draw(CITIES) }),
    () => ({ field: "city", op: "one_of", value: [draw(CITIES), draw(CITIES), draw(CITIES)] }),
    () => ({ field: "country", op: draw(["is", "is_not"]), value: draw(["PL", "DE", "CZ"]) }),
    () => ({ field: "channel", op: draw(["is", "is_not"]), value: draw(["paid", "email", "search"]) }),
    () => ({ field: "device", op: "is", value: draw(["phone", "desktop"]) }),
    () => ({ field: "page_kind", op: "is", value: draw(["product", "listing", "cart"]) }),
    () => ({ field: "language", op: "starts_with", value: draw(["pl", "de", "en"]) }),
    () => ({ field: "lifecycle", op: "one_of", value: [draw(["potential", "returning"]), "inactive"] }),
    () => ({ field: "trait_number", of: "rooms", op: "gte", value: draw([2, 3]) }),
    () => ({ field: "orders_gap_days", op: "known" }),
  ])();
}

/** One to six comparisons: two in three segments are one level of all, the rest have an any or a none in them. */
function aCondition(draw: Draw): Condition {
  const some = (counts: number[]) => Array.from({ length: draw(counts) }, () => aComparison(draw));
  return {
    all: [
      ...some([1, 2, 2, 3]),
      ...draw<Condition[]>([[], [], [], [], [{ any: some([2, 3]) }], [{ none: some([1, 2]) }]]),
    ],
  };
}

function segmentsOf(count: number): Segment[] {
  const draw = drawFrom(chanceOf(7));
  return Array.from({ length: count }, (_, i) => {
    const parsed = parseCondition(aCondition(draw));
    if ("fault" in parsed) throw new Error(`${parsed.fault.path}: ${parsed.fault.expected}`);
    return aSegment(`s${i}`, parsed.condition);
  });
}

/** A month of a visitor: a few visits of some products each, now and then a cart, a moment, an order. */
function aProfile(draw: Draw): Profile {
  const place = { country: draw(["PL", "PL", "DE"]), region: "", city: draw(CITIES) };
  let profile = emptyProfile();
  const visits = draw([1, 1, 2, 3, 6]);
  for (let visit = 1; visit <= visits; visit++) {
    const at = NOON - draw([0, 1, 2, 5, 9, 20, 29]) * DAY_MS;
    const item = () => ({
      id: `p${draw([1, 2, 3, 4, 5, 6, 7, 8, 9])}`,
      category: draw(CATEGORIES),
      brand: draw(BRANDS),
    });
    const landing = { medium: draw(["cpc", "email", "organic", ""]) };
    const price = draw([2_000, 9_000, 30_000]);
    const events: Event[] = [
      { name: "page_view", props: { path: "/", kind: "home", landing } },
      ...Array.from(
        { length: draw([1, 3, 6]) },
        (): Event => ({ name: "view_item", props: { item: item() } }),
      ),
      { name: "micro_moment", props: { moment: draw(MOMENTS) } },
      { name: "identify", props: { traits: { rooms: draw([1, 2, 3]) } } },
      {
        name: "cart",
        props: { valueMinor: price, currency: "EUR", lines: [{ id: "p1", quantity: 1 }] },
      },
      draw<Event>([
        { name: "add_to_cart", props: { item: item(), quantity: 1 } },
        {
          name: "purchase",
          props: { orderId: `${at}`, valueMinor: price, currency: "EUR", lines: [] },
        },
      ]),
    ];
    profile = foldRun(
      profile,
      aRun(`writer-${visit}`, [], {
        context: aContext({
          place,
          device: draw(["phone", "desktop"]),
          language: draw(["pl-PL", "de", "en-GB"]),
        }),
        events: events.map((event, n) => ({ ...occurred(n, event, at + n * 1000), session: visit })),
      }),
    );
  }
  return profile;
}

/**
 * Every field that the segments ask for, read and in lower case, as one shape of object: written out, because an object
 * of so many properties put together one by one would be a slow one for everybody who reads it.
 */
function plainReader(comparisons: readonly Comparison[]): (facts: Facts) => Record<string, unknown> {
  const readers = comparisons.map(readerOf);
  const shape = new Function(
    "x",
    `return { ${comparisons.map((one, i) => `${propertyOf(one)}: x[${i}]`).join(", ")} };`,
  );
  return (facts) =>
    shape(
      readers.map((read) => {
        const actual = read(facts);
        return typeof actual === "string" ? actual.toLowerCase() : (actual ?? null);
      }),
    );
}

/** Who is in what by one predicate a segment. */
const matchBy =
  (segments: readonly Segment[], matchers: readonly Matcher[]) => (plain: Record<string, unknown>) => {
    const memberships = new Set<string>();
    for (let i = 0; i < matchers.length; i++) if (matchers[i]!(plain)) memberships.add(segments[i]!.id);
    return memberships;
  };

export function benchSegments(): Table[] {
  const segments = segmentsOf(SEGMENTS);
  const conditions = segments.map(({ condition }) => condition);
  const comparisons = [
    ...new Map(conditions.flatMap(comparisonsOf).map((one) => [propertyOf(one), one])).values(),
  ];
  const readPlain = plainReader(comparisons);
  const draw = drawFrom(chanceOf(11));
  const visitors = Array.from({ length: VISITORS }, () => {
    const profile = aProfile(draw);
    const situation = aSituation({ kind: draw(["product", "listing", "home"]) });
    const meet = () => new Facts(profile, emptyServerPart, situation, undefined);
    const read = meet();
    return { meet, read, plain: readPlain(read) };
  });

  const began = performance.now();
  const program = compileProgram(segments);
  const compileMs = performance.now() - began;
  const contenders: Record<string, (visitor: (typeof visitors)[number]) => Set<string>> = {
    ours: ({ read }) => program.match(read),
    oursFromProfile: ({ meet }) => program.match(meet()),
    closures: ({ plain }) => closures(plain),
  };
  const closures = matchBy(segments, closuresOf(conditions));
  for (const [name, compile] of Object.entries(RIVALS)) {
    const match = matchBy(segments, conditions.map(compile));
    contenders[name] = ({ plain }) => match(plain);
  }

  let members = 0;
  for (const visitor of visitors.slice(0, VISITORS_OF_RIVALS)) {
    const ours = [...contenders.ours!(visitor)].sort().join();
    members += ours.split(",").length;
    for (const [name, match] of Object.entries(contenders))
      if ([...match(visitor)].sort().join() !== ours)
        throw new Error(`${name} puts somebody into other segments.`);
  }

  const took = Object.fromEntries(Object.keys(contenders).map((name) => [name, [] as number[]]));
  for (let round = 0; round <= ROUNDS; round++)
    for (const [name, match] of Object.entries(contenders)) {
      const met = name in RIVALS ? visitors.slice(0, VISITORS_OF_RIVALS) : visitors;
      // Processor time, not the clock's: whatever else the machine does is not counted.
      const from = process.cpuUsage();
      for (const visitor of met) match(visitor);
      const { user, system } = process.cpuUsage(from);
      // The first round warms up.
      if (round > 0) took[name]!.push((user + system) / met.length);
    }
  const of = (name: string) => median(took[name]!);
  const say = (us: number) => `${us.toFixed(1)} µs`;
  const best = Object.keys(RIVALS).reduce((a, b) => (of(a) <= of(b) ? a : b));
  const beside = (what: string, name: string, isPromised: boolean): Row[] => [
    {
      what,
      measured: `${say(of(name))} = ${(of(name) / of("closures")).toFixed(2)}x`,
      reference: `closures by hand ${say(of("closures"))}`,
      promise: isPromised ? "≤ 2.5x" : "",
      ...(isPromised && { kept: of(name) <= 2.5 * of("closures") }),
    },
    {
      what: `${what}: as fast as the best of the others`,
      measured: `${(of(best) / of(name)).toFixed(1)} times`,
      reference: `${best} ${say(of(best))}`,
      promise: isPromised ? "≥ 10 times" : "",
      ...(isPromised && { kept: of(best) >= 10 * of(name) }),
    },
  ];
  const rows: Row[] = [
    ...beside("ours, the profile read ahead", "ours", true),
    ...beside("ours, reading the profile too", "oursFromProfile", false),
    ...Object.keys(RIVALS).map((name) => ({
      what: name,
      measured: say(of(name)),
      reference: "",
      promise: "",
    })),
    { what: "all segments compiled", measured: `${compileMs.toFixed(1)} ms`, reference: "", promise: "" },
  ];
  return [
    {
      title: `Matching: ${SEGMENTS} segments of ${comparisons.length} fields, ${VISITORS} visitors, in ${Math.round(members / VISITORS_OF_RIVALS)} segments each; a visitor`,
      rows,
    },
  ];
}
