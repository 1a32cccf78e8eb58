/** A file of products or customers, read from a stream: XML by its first character, else a table with a header. */
import { CsvReader, type CsvRow, separatorOf } from "../model/csv.ts";
import { XmlItems } from "./feed-xml.ts";

/** What one item says, by the name of its column or element. */
export interface FeedItem {
  /** Of the file, from 1. */
  line: number;
  attributes: Map<string, string>;
}

interface Items {
  push(piece: string): FeedItem[];
  end(): FeedItem[];
}

/** Throws an Error with a sentence for the shop where the file is at fault, or where its stream fails. */
export async function* itemsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<FeedItem> {
  let items: Items | undefined;
  let begun = "";
  for await (const piece of body.pipeThrough(new TextDecoderStream() as unknown as TextStream)) {
    begun += piece;
    // The header line tells what separates the cells.
    if (!items && (begun.trimStart().startsWith("<") || begun.includes("\n"))) items = readerFor(begun);
    if (!items) continue;
    yield* items.push(begun);
    begun = "";
  }
  items ??= readerFor(begun);
  yield* items.push(begun);
  yield* items.end();
}

type TextStream = TransformStream<Uint8Array, string>;

const readerFor = (begun: string): Items =>
  begun.trimStart().startsWith("<") ? new XmlItems() : new TableItems(separatorOf(begun.split(/\r?\n/)[0]!));

class TableItems implements Items {
  readonly #rows: CsvReader;
  #names: string[] | undefined;

  constructor(separator: string) {
    this.#rows = new CsvReader(separator);
  }

  push(piece: string): FeedItem[] {
    return this.#rows.push(piece).flatMap((row) => this.#itemOf(row));
  }

  end(): FeedItem[] {
    const { rows, isOpen } = this.#rows.end();
    if (isOpen) throw new Error("The table ends inside a quoted cell");
    return rows.flatMap((row) => this.#itemOf(row));
  }

  #itemOf({ line, cells }: CsvRow): FeedItem[] {
    if (this.#names) {
      const named = this.#names.map((name, i) => [name, cells[i] ?? ""] as const);
      return [{ line, attributes: new Map(named.filter(([name, cell]) => name !== "" && cell !== "")) }];
    }
    this.#names = cells.map((cell) => cell.trim());
    return [];
  }
}
