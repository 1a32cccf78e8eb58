/** What came of reading a file: how much was taken, and what each line at fault should have been. */

export interface ImportFault {
  /** Of the file, from 1. */
  line: number;
  /** Of the product or customer; empty where it has none. */
  id: string;
  field: string;
  expected: string;
}

export interface ImportReport {
  /** True: nothing was written. */
  isDryRun: boolean;
  taken: number;
  refused: number;
  /** The first ones, by line. */
  faults: ImportFault[];
  /** Of the taken, how many were not known before. */
  added: number;
  /** Known before from a feed, and missing in this one. */
  gone: number;
  /** Why the file was not read to its end, in one sentence; null: it was. Then nothing was taken. */
  broken: string | null;
}

/** Faults listed: a longer list helps nobody. */
export const MOST_FAULTS = 100;
