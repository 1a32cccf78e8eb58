/** Under the decided rows: why there are none, or why what should come does not. */
export function sayMissing(reasons: readonly { outcome: string }[]): string {
  if (reasons.length === 0) return "Nothing is decided on this page yet.";
  if (!reasons.some(({ outcome }) => outcome === "held_out")) return "";
  // Held out one sees nothing for as long as one is this visitor; in a demo one would take it for broken.
  return "Who is held out is chance, and stays so. “Erase my data” makes you another visitor, with another chance.";
}
