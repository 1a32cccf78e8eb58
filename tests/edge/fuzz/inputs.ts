/** Bodies nobody should send: wholly random ones, and sound ones with faults in them. */
import fc from "fast-check";

/** The most levels any of them has: a stack that is walked level by level would not bear them. */
const DEPTH = 10_000;
const nested = (open: string, inmost: string, close: string) =>
  open.repeat(DEPTH) + inmost + close.repeat(DEPTH);

/** Values as they stand in JSON, each of which has broken some program. The last are no JSON at all. */
const NASTY = [
  ..."null true false 0 -0 -1 0.1 1e999 -1e999 1e308 9007199254740993 2147483648 253402300800000 [] {} [[]] [null]".split(
    " ",
  ),
  ...['""', '" "', '"0"', '"NaN"', '"Infinity"', '"-1"', '"null"', '"[object Object]"', '"true"', '"a"'],
  ...['"__proto__"', '"constructor"', '"prototype"', '"hasOwnProperty"', '"toString"', '"valueOf"'],
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  '{"toString":1,"valueOf":1,"toJSON":1,"then":1}',
  '{"length":-1}',
  '{"length":4294967295,"0":1}',
  ...[
    '"\\ud800"',
    '"\\udfff\\ud800"',
    '"a\\u0000b"',
    '"\\u2028\\u2029"',
    '"\\u202e"',
    '"%"',
    '"\\\\"',
    '"\\""',
    '"\'"',
  ],
  ...[
    '"🙂🙂"',
    '"ﬃ"',
    '"İ"',
    '"2026-02-30"',
    '"0000-00-00"',
    '"+275760-09-13T00:00:00Z"',
    '"javascript:alert(1)"',
  ],
  '"<script>alert(1)</script>"',
  '"\'; DROP TABLE visitors; --"',
  `"${"x".repeat(401)}"`,
  `"${"*".repeat(1_000)}"`,
  `"{{${"{{".repeat(200)}"`,
  ...["NaN", "undefined", "-", "'a'", "{", "[1,]", '"\\x"', '"open', "\u0000", "\ufeff{}"],
];
/** Large ones, of which a few are enough. */
const LARGE = [
  `"${"ł".repeat(5_000)}"`,
  JSON.stringify(Array.from({ length: 3_000 }, (_, i) => i)),
  JSON.stringify(Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`k${i}`, i]))),
  nested("[", "", "]"),
  nested('{"all":[', '{"field":"visits","op":"gte","value":1}', "]}"),
  nested('{"not":', '{"field":"visits","op":"gte","value":1}', "}"),
  nested('{"a":', "1", "}"),
];
const NASTY_KEYS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "",
  "\ud800",
  "0",
  "length",
  "a.b",
  "$",
];

/** What is done to one value of a sound body. `place`: which one, counted round. */
type Fault = { place: number; nasty: string } & (
  | { kind: "replaced" | "twice" }
  | { kind: "dropped" }
  | { kind: "beside"; key: string }
);

const nasty = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 1, arbitrary: fc.constantFrom(...LARGE) },
  { weight: 4, arbitrary: fc.json({ maxDepth: 3 }) },
  { weight: 4, arbitrary: fc.string({ unit: "binary", maxLength: 60 }).map((text) => JSON.stringify(text)) },
  { weight: 4, arbitrary: fc.double().map(String) },
);
const fault: fc.Arbitrary<Fault> = fc.record({
  place: fc.nat(10_000),
  nasty,
  kind: fc.constantFrom(
    "replaced" as const,
    "replaced" as const,
    "dropped" as const,
    "twice" as const,
    "beside" as const,
  ),
  key: fc.constantFrom(...NASTY_KEYS),
});

/** A sound body with one to three faults, as text: what JSON can say and a value cannot is in it too. */
export const faulty = (sound: object): fc.Arbitrary<string> =>
  fc.array(fault, { minLength: 1, maxLength: 3 }).map((faults) => withFaults(sound, faults));

/** Anything: JSON of any kind, texts that are none, bytes. */
export const anything: fc.Arbitrary<string> = fc.oneof(
  nasty,
  fc.json({ maxDepth: 5 }),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc
    .dictionary(fc.constantFrom(...NASTY_KEYS, "site", "wire", "runs", "batch", "orders"), nasty)
    .map((object) => `{${Object.entries(object).map(([key, text]) => `${JSON.stringify(key)}:${text}`)}}`),
);

export function withFaults(sound: object, faults: readonly Fault[]): string {
  const count = countOf(sound);
  const at = new Map(faults.map((each) => [each.place % count, each]));
  let place = -1;
  const write = (value: unknown): string | undefined => {
    const here = at.get(++place);
    if (here?.kind === "replaced" || here?.kind === "dropped") {
      // What is in it is counted, or the places behind it would be others.
      place += countOf(value) - 1;
      return here.kind === "replaced" ? here.nasty : undefined;
    }
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    if (Array.isArray(value)) return `[${value.map(write).filter((text) => text !== undefined)}]`;
    const fields = Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .flatMap(fieldsOf);
    if (here?.kind === "beside") fields.unshift(`${JSON.stringify(here.key)}:${here.nasty}`);
    return `{${fields}}`;
  };
  const fieldsOf = ([key, value]: [string, unknown]): string[] => {
    const here = at.get(place + 1);
    const text = write(value);
    const named = (written: string) => `${JSON.stringify(key)}:${written}`;
    if (text === undefined) return [];
    return here?.kind === "twice" ? [named(text), named(here.nasty)] : [named(text)];
  };
  return write(sound) ?? "";
}

/** How many values it has, itself among them. */
function countOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value)
    .filter((each) => each !== undefined)
    .reduce((sum: number, each) => sum + countOf(each), 1);
}
