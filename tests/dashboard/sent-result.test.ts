import { expect, test } from "vitest";
import { saySentResult } from "../../dashboard/components/sent-result/words.ts";
import { nobody, sentResult } from "../../model/results/sent.ts";

const side = (visitors: number, buyers: number) => ({
  visitors,
  buyers,
  orders: buyers,
  revenueMinor: buyers * 5_000,
  squares: buyers * 5_000 ** 2,
});

test.each([
  ["without a holdout", side(100, 20), nobody, 0, "Not measured"],
  ["before anybody", nobody, nobody, 0.1, "Nobody yet"],
  ["with a handful of buyers", side(90, 12), side(10, 1), 0.1, "Not enough yet"],
  ["where both sides buy alike", side(9_000, 450), side(1_000, 50), 0.1, "Not enough yet"],
])("%s no figure stands large", (_, sent, heldOut, share, lead) => {
  expect(saySentResult(sentResult({ sent, heldOut }, share, "EUR")).lead).toBe(lead);
});

test("what was surely added is told with its interval and with whom it is held against", () => {
  const { lead, sentence } = saySentResult(
    sentResult({ sent: side(9_000, 1_350), heldOut: side(1_000, 50) }, 0.1, "EUR"),
  );
  expect(lead).toMatch(/^\+.*45.?000/);
  expect(sentence).toMatch(
    /^Within 14 days 1.?350 of 9.?000 ordered, and 50 of the 1.?000 held out\. With 95 % certainty it added/,
  );
});
