/** Segments that ask for other segments: which, and in what order they can be worked out. */
import { type Condition, comparisonsOf } from "./condition.ts";

interface Named {
  id: string;
  name: string;
  condition: Condition;
}

/** Ids of the segments that the condition asks for. */
export const referencesOf = (condition: Condition): string[] =>
  comparisonsOf(condition).flatMap(({ field, of }) => (field === "segment" && of !== undefined ? [of] : []));

/** Why segments cannot be worked out. */
export type ReferenceFault =
  | { reason: "unknown"; segment: Named; of: string }
  /** Each asks for the next; the last is the first again. */
  | { reason: "circle"; segments: Named[] };

/**
 * Every segment behind those it asks for, otherwise in the order given; or the first fault. `known`: those that may be
 * asked for; such as are asked for stand in the answer too.
 */
export function inOrderOfReferences<Segment extends Named>(
  segments: readonly Segment[],
  known: readonly Segment[] = segments,
): { ordered: Segment[] } | { fault: ReferenceFault } {
  const byId = new Map(known.map((segment) => [segment.id, segment]));
  const ordered = new Set<Segment>();
  const faultOf = (segment: Segment, above: Segment[]): ReferenceFault | undefined => {
    if (ordered.has(segment)) return undefined;
    const from = above.indexOf(segment);
    if (from >= 0) return { reason: "circle", segments: [...above.slice(from), segment] };
    for (const of of referencesOf(segment.condition)) {
      const next = byId.get(of);
      const fault: ReferenceFault | undefined = next
        ? faultOf(next, [...above, segment])
        : { reason: "unknown", segment, of };
      if (fault) return fault;
    }
    ordered.add(segment);
    return undefined;
  };
  for (const segment of segments) {
    const fault = faultOf(segment, []);
    if (fault) return { fault };
  }
  return { ordered: [...ordered] };
}

/** The fault as what was expected, and whose it is. */
export function sayReferenceFault(fault: ReferenceFault): { segment: string; expected: string } {
  if (fault.reason === "unknown")
    return {
      segment: fault.segment.id,
      expected: `only segments that exist; “${fault.segment.name}” asks for “${fault.of}”`,
    };
  return {
    segment: fault.segments[0]!.id,
    expected: `no circle of segments; ${fault.segments.map(({ name }) => `“${name}”`).join(" asks for ")}`,
  };
}
