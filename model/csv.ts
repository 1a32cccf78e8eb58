/**
 * Tables of text by RFC 4180, read piece by piece: quoted cells, doubled quotes, CRLF or LF, a byte order mark. Our own few
 * lines, since the model imports nothing, and what a library adds (workers, types guessed) is not wanted here.
 */

/** One row, and the line of the text on which it begins, from 1. */
export interface CsvRow {
  line: number;
  cells: string[];
}

/** A quote inside an unquoted cell is text, as spreadsheets have it. Empty lines are no rows. */
export class CsvReader {
  readonly #separator: string;
  #cells: string[] = [];
  #cell = "";
  /** In a quoted cell; `closed`: behind its end, where another quote means one quote of text. */
  #state: "plain" | "quoted" | "closed" = "plain";
  #line = 1;
  #rowLine = 1;
  #isFirst = true;
  #hasReturned = false;

  constructor(separator = ",") {
    this.#separator = separator;
  }

  /** The rows that the piece completes. */
  push(piece: string): CsvRow[] {
    const rows: CsvRow[] = [];
    for (const character of piece) {
      const isMark = this.#isFirst && character === "\ufeff";
      this.#isFirst = false;
      if (isMark) continue;
      const isLineEnd = character === "\n" || character === "\r";
      // The second half of CRLF ends nothing, but belongs to a quoted cell.
      const isHalf = character === "\n" && this.#hasReturned;
      this.#hasReturned = character === "\r";
      if (isLineEnd && !isHalf) this.#line += 1;
      if (this.#state === "quoted") {
        if (character === '"') this.#state = "closed";
        else this.#cell += character;
      } else if (character === '"' && this.#state === "closed") {
        this.#cell += character;
        this.#state = "quoted";
      } else if (character === '"' && this.#cell === "" && this.#state === "plain") this.#state = "quoted";
      else if (character === this.#separator) this.#endCell();
      else if (isLineEnd) {
        if (!isHalf) rows.push(...this.#endRow());
      } else this.#cell += character;
    }
    return rows;
  }

  /** The last row, where no line end stands behind it. `isOpen`: the text ends inside quotes. */
  end(): { rows: CsvRow[]; isOpen: boolean } {
    return { isOpen: this.#state === "quoted", rows: this.#endRow() };
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    this.#cell = "";
    this.#state = "plain";
  }

  #endRow(): CsvRow[] {
    const isEmpty = this.#cells.length === 0 && this.#cell === "" && this.#state === "plain";
    const line = this.#rowLine;
    this.#rowLine = this.#line;
    if (isEmpty) return [];
    this.#endCell();
    const cells = this.#cells;
    this.#cells = [];
    return [{ line, cells }];
  }
}

/** What separates the cells of a header line: the one of tab, semicolon and comma that is there most often. */
export function separatorOf(header: string): string {
  const count = (separator: string) => header.split(separator).length;
  return ["\t", ";"].reduce((best, one) => (count(one) > count(best) ? one : best), ",");
}

/** A whole table, its separator told by the header. `unclosed`: the line of the row whose quote never ends; the rows before it are whole. */
export function parseCsv(text: string): { rows: CsvRow[]; unclosed?: number } {
  const reader = new CsvReader(separatorOf(/^[^\r\n]*/.exec(text)![0]));
  const rows = reader.push(text);
  const end = reader.end();
  return end.isOpen ? { rows, unclosed: end.rows[0]!.line } : { rows: [...rows, ...end.rows] };
}
