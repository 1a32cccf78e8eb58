/** Tables of text by RFC 4180, in pieces of any size. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { CsvReader, type CsvRow, separatorOf } from "../../model/csv.ts";

function read(text: string, pieces = [text], separator = ","): { rows: CsvRow[]; isOpen: boolean } {
  const reader = new CsvReader(separator);
  const rows = pieces.flatMap((piece) => reader.push(piece));
  const end = reader.end();
  return { rows: [...rows, ...end.rows], isOpen: end.isOpen };
}

test.each<[string, string, string[][]]>([
  [
    "plain cells",
    "a,b\r\nc,d\r\n",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  [
    "a last row without an end",
    "a,b\nc,d",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  [
    "a separator, a quote and a line end in quotes",
    '"a,b","c ""d""","e\r\nf"\n',
    [["a,b", 'c "d"', "e\r\nf"]],
  ],
  [
    "empty cells, also the last",
    ",\n,a,\n",
    [
      ["", ""],
      ["", "a", ""],
    ],
  ],
  ["an empty quoted cell alone", '""\n', [[""]]],
  ["a byte order mark", "\ufeffa\n", [["a"]]],
  ["empty lines", "a\n\n\r\nb\n", [["a"], ["b"]]],
  ["a quote inside an unquoted cell", '5" lamp,a\n', [['5" lamp', "a"]]],
])("reads %s", (_, text, expected) => {
  expect(read(text).rows.map(({ cells }) => cells)).toEqual(expected);
});

test("tells the line on which a row begins, with line ends inside its cells", () => {
  expect(read('a\r\n"b\r\nb"\r\n\r\nc\n"d\nd"\ne').rows.map(({ line }) => line)).toEqual([1, 2, 5, 6, 8]);
});

test("says where the text ends inside quotes", () => {
  expect([read('a,"b').isOpen, read('a,"b"').isOpen]).toEqual([true, false]);
});

const cell = fc.string({ unit: fc.constantFrom("a", "ż", ",", '"', "\n", "\r", " ", "1"), maxLength: 6 });

test("brings back any table as it was written, however it is cut", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }),
      fc.constantFrom("\n", "\r\n"),
      fc.nat(7),
      (table, end, size) => {
        const quoted = (one: string) => `"${one.replaceAll('"', '""')}"`;
        const text = table.map((row) => row.map(quoted).join(",") + end).join("");
        const pieces = text.match(new RegExp(`[^]{1,${size + 1}}`, "g")) ?? [];
        expect(read(text, pieces).rows.map(({ cells }) => cells)).toEqual(table);
      },
    ),
  );
});

test.each([
  ["id,title;x,price", ","],
  ["id;title;price", ";"],
  ["id\ttitle, long\tprice", "\t"],
  ["id", ","],
])("the header %j is separated by %j", (header, expected) => {
  expect(separatorOf(header)).toBe(expected);
});
