import { expect, test } from "vitest";
import { wellFormed } from "../../model/well-formed.ts";

test.each([
  ['"\\ud800"', '"\\ufffd"'],
  ['"a\\uDFFFb"', '"a\\ufffdb"'],
  ['"\\udfff\\ud800"', '"\\ufffd\\ufffd"'],
  ['"\\ud83d\\ude42"', '"\\ud83d\\ude42"'],
  ['"\\ud83d\\ud83d\\ude42"', '"\\ufffd\\ud83d\\ude42"'],
  // The backslash is what is meant here, and no character.
  ['"\\\\ud800"', '"\\\\ud800"'],
  ['{"\\ud800":1}', '{"\\ufffd":1}'],
])("%s becomes %s: halves of characters that stand alone, and nothing else", (sent, kept) => {
  expect(wellFormed(sent)).toBe(kept);
});
