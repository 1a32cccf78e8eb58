/** A table of service minutes: each line is an entry, or says why it cannot be read. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyOfEntry, readServiceTable, repeatsIn } from "../../model/service-minutes.ts";

describe("a table of service minutes", () => {
  test("is read whatever the order of its columns, with ids and without", () => {
    expect(readServiceTable("Month;Minutes;Customer;ID\n2026-11;90;anna;\n2026-11;15;jan;t-1\n")).toEqual([
      { line: 2, entry: { customer: "anna", month: "2026-11", minutes: 90 } },
      { line: 3, entry: { customer: "jan", month: "2026-11", minutes: 15, id: "t-1" } },
    ]);
  });

  test.each([
    ["anna,2026-13,90", "month", "a month such as 2026-11"],
    ["anna,11.2026,90", "month", "a month such as 2026-11"],
    [",2026-11,90", "customer", "the shop's id of a customer"],
    ["anna,2026-11,1.5", "minutes", "whole minutes, 0 to 44640"],
    ["anna,2026-11,-1", "minutes", "whole minutes, 0 to 44640"],
    ["anna,2026-11,50000", "minutes", "whole minutes, 0 to 44640"],
    ["anna,2026-11,two", "minutes", "whole minutes, 0 to 44640"],
    ["anna,2026-11,", "minutes", "whole minutes, 0 to 44640"],
  ])("refuses the line %s", (row, field, expected) => {
    expect(readServiceTable(`customer,month,minutes\n${row}`)).toEqual([
      { line: 2, fault: { field, expected } },
    ]);
  });

  test("with a quote that never ends says where it began", () => {
    const lines = readServiceTable('customer,month,minutes\nanna,2026-11,5\n"jan,2026-11,6\n');
    expect(lines.at(-1)).toEqual({ line: 3, fault: { field: "customer", expected: "a quote that ends" } });
  });

  test("without its headings says which is missing", () => {
    const fault = { field: "minutes", expected: "a heading: customer, month, minutes, id" };
    expect(readServiceTable("customer,month\nanna,2026-11")).toEqual([{ line: 1, fault }]);
    expect(readServiceTable("")).toEqual([{ line: 1, fault: { ...fault, field: "customer" } }]);
  });

  test("refuses the second line that would replace the first, and takes several answers by their ids", () => {
    const months = readServiceTable("customer,month,minutes\nanna,2026-11,5\nanna,2026-11,6\n");
    expect(months.map((line) => "fault" in line)).toEqual([false, true]);
    const answers = readServiceTable("customer,month,minutes,id\nanna,2026-11,5,a\nanna,2026-11,6,b\n");
    expect(answers.map((line) => "fault" in line)).toEqual([false, false]);
  });
});

test("no id can be taken for another customer's month", () => {
  const text = fc.string({ minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(text, text, (id, customer) => {
      const month = "2026-11";
      const keys = [
        keyOfEntry({ customer, month, minutes: 1 }),
        keyOfEntry({ customer, month, minutes: 1, id }),
      ];
      expect(keys[0]).not.toBe(keys[1]);
      expect(
        repeatsIn([
          { customer, month, minutes: 1 },
          { customer, month, minutes: 2 },
        ]),
      ).toEqual([1]);
    }),
  );
});
