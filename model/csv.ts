/**
 * Comma-separated values by RFC 4180: quotes, quotes in quotes, line breaks in quotes. Our own few lines, since the model imports
 * nothing, and what a library adds (streams, types guessed, workers) is not wanted here. Semicolons and tabs, which spreadsheets
 * write where a comma is the decimal sign, are told by the header.
 */

export interface CsvRow {
  /** In the file, from 1: a row may span several. */
  line: number;
  cells: string[];
}

/** `unclosed`: line of a quote that never ends; the rows before it are whole. */
export function parseCsv(text: string): { rows: CsvRow[]; unclosed?: number } {
  const source = text.replace(/^\uFEFF/, "");
  const separator = separatorOf(source);
  // A cell in quotes, or one without, and what ends it.
  const cell = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n]*))(${separator}|\\r\\n|\\n|\\r|$)`,
    "y",
  );
  const rows: CsvRow[] = [];
  let line = 1;
  let row: CsvRow = { line, cells: [] };
  while (cell.lastIndex < source.length) {
    const match = cell.exec(source);
    if (!match) return { rows, unclosed: line };
    const [whole, quoted, bare = "", end] = match;
    row.cells.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    line += whole.split(/\r\n|\n|\r/).length - 1;
    if (end === separator && cell.lastIndex < source.length) continue;
    if (end === separator) row.cells.push("");
    // An empty line is no row of one empty cell.
    if (row.cells.length > 1 || row.cells[0] !== "") rows.push(row);
    row = { line, cells: [] };
  }
  return { rows };
}

/** What the header has most of. */
function separatorOf(source: string): string {
  const header = /^[^\r\n]*/.exec(source)![0];
  const count = (sign: string) => header.split(sign).length;
  return [",", ";", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
