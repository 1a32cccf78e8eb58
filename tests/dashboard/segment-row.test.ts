/** One row of the builder: what it begins with, other operators, steps, and what the lists offer. */
import { describe, expect, test } from "vitest";
import { found, likeliest } from "../../dashboard/components/combobox/found.ts";
import { rowFor, withOperator } from "../../dashboard/pages/segment/comparison.ts";
import { shiftStep, stepOf, writtenStep } from "../../dashboard/steps.ts";
import { type Comparison, FIELDS, operatorsOf, parseCondition } from "../../model/segment.ts";

/** As one fills it in: the subject named, the text typed. */
const filled = (row: Comparison): Comparison => ({
  ...row,
  ...(row.of === "" && { of: "anything" }),
  ...(row.value === "" && { value: "anything" }),
  ...(Array.isArray(row.value) && row.value.length === 0 && { value: ["anything"] }),
});

test.each(Object.keys(FIELDS))("%s begins with a row that every operator of it keeps whole", (field) => {
  const row = rowFor(field);
  expect(parseCondition(filled(row))).toHaveProperty("condition");
  for (const from of Object.keys(operatorsOf(FIELDS[field]!)))
    for (const to of Object.keys(operatorsOf(FIELDS[field]!))) {
      const changed = withOperator(withOperator(row, from), to);
      expect(changed.op).toBe(to);
      expect(parseCondition(filled(changed))).toHaveProperty("condition");
    }
});

test("another operator keeps what was typed as far as it takes it", () => {
  const city: Comparison = { field: "city", op: "is", value: "Kraków" };
  expect(withOperator(city, "one_of").value).toEqual(["Kraków"]);
  expect(withOperator({ ...city, op: "one_of", value: ["Kraków", "Gdynia"] }, "is").value).toBe("Kraków");
  expect(withOperator({ field: "orders", days: 7, op: "gte", value: 3 }, "between")).toEqual({
    field: "orders",
    days: 7,
    op: "between",
    value: [3, 3],
  });
  expect(withOperator(city, "known")).not.toHaveProperty("value");
});

test("a step is taken apart at its first colon", () => {
  expect(stepOf("product:a:b")).toEqual({ kind: "product", name: "a:b" });
  expect(writtenStep("product", "a:b")).toBe("product:a:b");
});

test("a step changes places with its neighbour, and the ends have none", () => {
  const steps = ["page:home", "page:product", "event:purchase"];
  expect(shiftStep(steps, 2, -1)).toEqual(["page:home", "event:purchase", "page:product"]);
  expect(shiftStep(steps, 0, -1)).toBeUndefined();
  expect(shiftStep(steps, 2, 1)).toBeUndefined();
});

describe("a list narrowed by typing", () => {
  const options = [
    { value: "light", words: "Table lamp Światło" },
    { value: "tea", words: "Kettle", group: "Kitchen" },
    { value: "lamp-2" },
  ];
  test.each([
    ["", ["light", "tea", "lamp-2"]],
    ["swiatlo", ["light"]],
    ["lamp", ["light", "lamp-2"]],
    ["kitchen kettle", ["tea"]],
    ["nothing of the kind", []],
  ])("%j leaves %j", (text, values) => {
    expect(found(options, text).map(({ value }) => value)).toEqual(values);
  });

  test("Enter takes the one that begins with what is typed", () => {
    expect(likeliest(options, "Ket")).toBe(1);
    expect(likeliest(options, "zzz")).toBe(0);
  });
});
