/** For whom a broadcast or journey is, by segments. Imports nothing. */

/** In any of the one (empty: everybody) and in none of the other. `memberships`: ids of the segments the visitor is in. */
export const isForVisitor = (
  { segmentsIn, segmentsOut }: { segmentsIn: readonly string[]; segmentsOut: readonly string[] },
  memberships: ReadonlySet<string>,
): boolean =>
  (segmentsIn.length === 0 || segmentsIn.some((id) => memberships.has(id))) &&
  !segmentsOut.some((id) => memberships.has(id));
