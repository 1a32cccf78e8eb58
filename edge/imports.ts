/** Files taken in: a feed of products, a table of customers' traits. Read whole, then written, or reported only. */
import { type ImportReport, MOST_FAULTS } from "../model/import-report.ts";
import { type FeedProduct, readProduct } from "../model/product-feed.ts";
import { isTraitName, readTraits, TRAIT_NAME, valueOfCell } from "../model/trait.ts";
import { BodyTooLarge } from "./bounded-body.ts";
import { type FeedItem, itemsOf } from "./feed-file.ts";
import { type CustomerWord, listCustomerIds, saveCustomers } from "./store/customers.ts";
import { listFeedState, markGone, saveFeedProducts } from "./store/feed-products.ts";

/** Held in memory until the file has been read to its end. */
const MOST_ITEMS = 50_000;
/** D1 statements of half a megabyte in one transaction. */
const STATEMENTS_AT_ONCE = 10;

export interface ImportOptions {
  site: string;
  isDryRun: boolean;
  /** Epoch ms. */
  now: number;
}

/** A product at fault is reported and the others are taken; what a feed read to its end no longer has is marked gone. */
export async function importProducts(
  db: D1Database,
  body: ReadableStream<Uint8Array>,
  { site, isDryRun, now }: ImportOptions,
): Promise<ImportReport> {
  const { found, report } = await read<FeedProduct>(body, isDryRun, ({ attributes }) => {
    const named = new Map([...attributes].map(([name, text]) => [attributeOf(name), text]));
    const product = readProduct(named);
    return "product" in product ? { value: product.product, id: product.product.id } : product;
  });
  if (report.broken !== null) return report;
  const known = await listFeedState(db, site);
  const gone = found.size === 0 ? [] : [...known].filter(([id, isThere]) => isThere && !found.has(id));
  if (!isDryRun)
    await inTurns(db, [
      ...saveFeedProducts(db, site, [...found.values()]),
      ...markGone(
        db,
        site,
        gone.map(([id]) => id),
        now,
      ),
    ]);
  const added = [...found.keys()].filter((id) => !known.has(id)).length;
  return { ...report, added, gone: gone.length };
}

/** A column of the spreadsheet kind, `Image link`, or with Google's prefix, `g:image_link`. */
const attributeOf = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/^g:/, "")
    .replace(/[\s-]+/g, "_");

const CUSTOMER_COLUMNS = ["customer", "customer_id", "user_id", "userid", "id"];

/** A table with a column of customers' ids; every other column is a trait. An empty cell says nothing. */
export async function importCustomers(
  db: D1Database,
  body: ReadableStream<Uint8Array>,
  { site, isDryRun, now }: ImportOptions,
): Promise<ImportReport> {
  const { found, report } = await read<CustomerWord>(body, isDryRun, ({ attributes }) => {
    const column = [...attributes.keys()].find((name) => CUSTOMER_COLUMNS.includes(name.toLowerCase()));
    const id = column === undefined ? "" : attributes.get(column)!.trim();
    if (id === "" || id.length > 100)
      return { fault: { field: "customer", expected: "a customer id of 1 to 100 characters" } };
    const cells = [...attributes].filter(([name]) => name !== column);
    const wrong = cells.find(([name]) => !isTraitName(name));
    if (wrong) return { id, fault: { field: wrong[0].slice(0, 64), expected: TRAIT_NAME } };
    const said = readTraits(
      Object.fromEntries(cells.map(([name, cell]) => [name, valueOfCell(cell.trim())])),
    );
    if ("fault" in said) return { id, fault: { field: said.fault.path, expected: said.fault.expected } };
    const traits = Object.entries(said.traits).map(([name, value]) => [name, { at: now, value }] as const);
    return { id, value: { id, traits: Object.fromEntries(traits) } };
  });
  if (report.broken !== null) return report;
  const known = await listCustomerIds(db, site, [...found.keys()]);
  if (!isDryRun) await inTurns(db, saveCustomers(db, site, [...found.values()]));
  return { ...report, added: found.size - known.size };
}

type Judged<T> = { id: string; value: T } | { id?: string; fault: { field: string; expected: string } };

async function read<T>(
  body: ReadableStream<Uint8Array>,
  isDryRun: boolean,
  judge: (item: FeedItem) => Judged<T>,
): Promise<{ found: Map<string, T>; report: ImportReport }> {
  const found = new Map<string, T>();
  const report: ImportReport = {
    isDryRun,
    taken: 0,
    refused: 0,
    faults: [],
    added: 0,
    gone: 0,
    broken: null,
  };
  const refuse = (line: number, id: string, field: string, expected: string) => {
    report.refused += 1;
    if (report.faults.length < MOST_FAULTS) report.faults.push({ line, id, field, expected });
  };
  try {
    for await (const item of itemsOf(body)) {
      const judged = judge(item);
      if ("fault" in judged)
        refuse(
          item.line,
          judged.id ?? item.attributes.get("id") ?? "",
          judged.fault.field,
          judged.fault.expected,
        );
      else if (found.has(judged.id)) refuse(item.line, judged.id, "id", "an id that no earlier line has");
      else if (found.size === MOST_ITEMS) throw new Error(`The file has more than ${MOST_ITEMS} items`);
      else found.set(judged.id, judged.value);
    }
  } catch (error) {
    report.broken = error instanceof BodyTooLarge ? "The file is too large" : sentenceOf(error);
    return { found: new Map(), report };
  }
  report.taken = found.size;
  return { found, report };
}

const sentenceOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 300);

async function inTurns(db: D1Database, statements: D1PreparedStatement[]): Promise<void> {
  for (let i = 0; i < statements.length; i += STATEMENTS_AT_ONCE)
    await db.batch(statements.slice(i, i + STATEMENTS_AT_ONCE));
}
