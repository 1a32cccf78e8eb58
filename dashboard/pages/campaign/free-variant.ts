const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** The id of a variant that is added: the first letter that none has or had, then `a2` and on. */
export function freeVariant(taken: readonly string[]): string {
  for (let n = 0; ; n++) {
    const round = Math.floor(n / LETTERS.length);
    const id = `${LETTERS[n % LETTERS.length]}${round > 0 ? round + 1 : ""}`;
    if (!taken.includes(id)) return id;
  }
}
