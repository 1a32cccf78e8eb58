/** JSON as it is meant, on pages that have changed it: Prototype.js before 1.7 gives arrays a `toJSON` of its own. */

export const toJson = (value: unknown): string =>
  JSON.stringify(
    value,
    // Only there: a call for each value takes several times as long as all the rest.
    ([] as { toJSON?: () => void }).toJSON &&
      function (this: Record<string, unknown>, key, given) {
        return Array.isArray(this[key]) ? this[key] : given;
      },
  );

/** A copy as it would travel: later changes by the page do not reach it, and what cannot travel fails here. */
export const copyOf = <T>(value: T): T => JSON.parse(toJson(value));
