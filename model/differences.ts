/** What differs between two states of the same thing, part by part, so that it can be read. */

export interface Difference {
  /** Parts parted by points, places of a list from 0: `variants.0.content.blocks.1.title`. */
  path: string;
  /** In JSON, cut to a readable length; null: it was not there. */
  before: string | null;
  /** In JSON, cut to a readable length; null: it is gone. */
  after: string | null;
}

const MOST_CHARACTERS = 120;
/** Deeper than any rule; what lies below is one part. */
const MOST_DEPTH = 12;

/** The first `most` in the order of the parts, and how many more there are. */
export function differencesOf(
  before: unknown,
  after: unknown,
  most: number,
): { differences: Difference[]; more: number } {
  const all = [...differing(before, after, [])];
  return { differences: all.slice(0, most), more: Math.max(0, all.length - most) };
}

function* differing(before: unknown, after: unknown, path: readonly string[]): Generator<Difference> {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  if (!isInParts(before) || !isInParts(after) || path.length === MOST_DEPTH) {
    yield { path: path.join("."), before: textOf(before), after: textOf(after) };
    return;
  }
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
    yield* differing(ownOf(before, name), ownOf(after, name), [...path, name]);
}

type Parts = Record<string, unknown>;

/** An object, or a list of them; a list of words or numbers is read as one. */
const isInParts = (value: unknown): value is Parts =>
  typeof value === "object" &&
  value !== null &&
  (!Array.isArray(value) || value.some((each) => typeof each === "object" && each !== null));

const ownOf = (parts: Parts, name: string): unknown => (Object.hasOwn(parts, name) ? parts[name] : undefined);

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = JSON.stringify(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}
