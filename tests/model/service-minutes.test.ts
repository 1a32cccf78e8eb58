/** A table of service minutes: what spreadsheets write is read, and each line that cannot be says why. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "../../model/csv.ts";
import { keyOfEntry, readServiceTable, repeatsIn } from "../../model/service-minutes.ts";

describe("comma-separated values", () => {
  test.each([
    [
      "a,b\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a;b\r\n1;2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "\uFEFFa,b\n\n 1 , 2 \n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      'a,b\n"1,5","say ""no"""\n',
      [
        ["a", "b"],
        ["1,5", 'say "no"'],
      ],
    ],
    ["", []],
  ])("%j", (text, cells) => {
    expect(readCsv(text).map((row) => row.cells)).toEqual(cells);
  });

  test("a row knows its line, though a cell before it holds lines of its own", () => {
    expect(readCsv('a,b\n"one\ntwo",2\n3,4').map(({ line }) => line)).toEqual([1, 2, 4]);
  });

  test("what is quoted by the rules comes back as it was", () => {
    const cell = fc
      .string()
      .map((text) => text.trim())
      .filter((text) => text !== "");
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (table) => {
        const quoted = table.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(","));
        const isCommas = !/^[^\r\n]*;/.test(quoted.join("\n"));
        fc.pre(isCommas);
        expect(readCsv(quoted.join("\r\n")).map(({ cells }) => cells)).toEqual(table);
      }),
    );
  });
});

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
