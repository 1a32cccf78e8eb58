/** A table as text by RFC 4180, which no spreadsheet takes for formulas: a cell that would begin one is told to be text. */

/** As OWASP lists them, wide letters too. A telephone number begins with a plus and is none. */
const isFormula = (cell: string) => /^[=@\t\r\n+\-＝＠＋－]/.test(cell) && !/^[+-]?[\d ()/.-]+$/.test(cell);

const cellOf = (cell: string) => {
  const text = isFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const toCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cellOf).join(",")}\r\n`).join("");
