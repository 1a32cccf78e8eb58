/** What is counted while something is measured: types that both sides of a door know. */

/** Rows of D1. */
export interface Meter {
  rowsRead: number;
  rowsWritten: number;
}
/** What a queue's consumer has done. */
export interface QueueWork extends Meter {
  /** Batches it was given. */
  steps: number;
  longestMs: number;
}
