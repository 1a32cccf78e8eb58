/**
 * JSON whose texts can be stored and found again: `"\ud800"` is half of a character, which JavaScript keeps and a database
 * writes as another one, so that nothing kept under such a name would ever be met again.
 */
const HALF = /\\u[dD][89a-fA-F]/;
/** A backslash that is escaped, a whole pair, or a half that stands alone. */
const PIECES =
  /\\\\|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[dD][89a-fA-F][\da-fA-F]{2}/g;

/** The JSON with every half that stands alone as U+FFFD, which is what is written for it anywhere else. */
export const wellFormed = (json: string): string =>
  HALF.test(json)
    ? json.replace(PIECES, (piece) => (piece.length === "\\ud800".length ? "\\ufffd" : piece))
    : json;
