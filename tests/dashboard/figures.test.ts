import { expect, test } from "vitest";
import { figureOf, sayFigure, totalOf } from "../../dashboard/pages/overview/figures.ts";

const totals = {
  visitors: 1397,
  visits: 1412,
  views: 5808,
  carts: 227,
  orders: 58,
  revenueMinor: 449_100,
  cartVisits: 200,
  orderVisits: 55,
};

test("visitors of a range are said as a mean day, since a sum would count whoever came twice", () => {
  const visitors = figureOf("visitors");
  expect(sayFigure(visitors, totalOf(visitors, totals, 30), "EUR")).toBe("47");
  expect(sayFigure(visitors, totalOf(visitors, { ...totals, visitors: 40 }, 30), "EUR")).toBe("1.3");
});

test("what happens once is added over the range", () => {
  const visits = figureOf("visits");
  expect(totalOf(visits, totals, 30)).toBe(1412);
});
