/** Whose eyes the preview looks through: a real visitor. */

/** Of the newest visitors the one with the most to show: a full cart before an empty one. */
export function personaOf(
  visitors: { id: string; cartMinor: number }[],
  you: string | undefined,
): string | undefined {
  return you ?? (visitors.find(({ cartMinor }) => cartMinor > 0) ?? visitors[0])?.id;
}
