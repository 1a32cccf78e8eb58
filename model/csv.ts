/** Comma-separated values (RFC 4180), and what spreadsheets make of them: a byte order mark, semicolons, any line end. */

export interface CsvRow {
  /** Of the text, from 1: where the row begins. */
  line: number;
  cells: string[];
}

/** Rows that are not empty. Semicolons part the cells where the first line has one. A quote left open ends with the text. */
export function readCsv(text: string): CsvRow[] {
  const source = text.replace(/^\uFEFF/, "");
  const mark = /^[^\r\n]*;/.test(source) ? ";" : ",";
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  let line = 1;
  let began = 1;
  const endRow = () => {
    cells.push(cell.trim());
    if (cells.some((each) => each !== "")) rows.push({ line: began, cells });
    cells = [];
    cell = "";
    began = line;
  };
  for (let at = 0; at < source.length; at++) {
    const char = source[at]!;
    if (char === "\n") line++;
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (source[at + 1] === '"') cell += source[++at];
      else isQuoted = false;
    } else if (char === '"' && cell.trim() === "") {
      isQuoted = true;
      cell = "";
    } else if (char === mark) {
      cells.push(cell.trim());
      cell = "";
    } else if (char === "\n") endRow();
    else if (char !== "\r") cell += char;
  }
  endRow();
  return rows;
}
