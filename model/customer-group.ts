/**
 * Customers alike in all that a model asks are one group with a count, so that a fit costs by kinds of customers, not by
 * heads. In CDNOW's sample 2,357 customers are 1,016 groups: those without a repeat differ by their age alone.
 */

export interface Counted {
  /** How many customers are alike in the other fields. */
  customers: number;
}

/** Most customers a fit looks at; of more, an even sample. Its cost is then bounded, and its answer hardly changes. */
export const MAX_FITTED_CUSTOMERS = 100_000;

/** One group for each different key, its kind that of the first row. */
export function groupAlike<Kind extends object>(
  kinds: readonly Kind[],
  keyOf: (kind: Kind) => string,
): (Kind & Counted)[] {
  const groups = new Map<string, Kind & Counted>();
  for (const kind of kinds) {
    const key = keyOf(kind);
    const group = groups.get(key);
    if (group) group.customers += 1;
    else groups.set(key, { ...kind, customers: 1 });
  }
  return [...groups.values()];
}

export const countCustomers = (groups: readonly Counted[]) =>
  groups.reduce((sum, { customers }) => sum + customers, 0);

/**
 * The groups themselves, or where they have more than `most` customers, about every n-th customer in the order of `compare`:
 * each kind keeps its share to within one customer, no random number is needed, and the order of the groups does not matter.
 */
export function evenSample<Group extends Counted>(
  groups: readonly Group[],
  compare: (left: Group, right: Group) => number,
  most: number,
): readonly Group[] {
  const all = countCustomers(groups);
  if (all <= most) return groups;
  let before = 0;
  return groups.toSorted(compare).flatMap((group) => {
    const from = Math.floor((before * most) / all);
    before += group.customers;
    const customers = Math.floor((before * most) / all) - from;
    return customers > 0 ? [{ ...group, customers }] : [];
  });
}
