/** Bytes of the tracker's parts and of a page, brotli 11. The same numbers are a test: tests/tracker/size.test.ts. */

import { BUDGETS, PAGES } from "../tracker/budgets.ts";
import type { BuiltPart } from "../tracker/build.ts";
import type { Row, Table } from "./table.ts";

export function benchBytes(parts: BuiltPart[]): Table[] {
  const of = (part: string) => parts.find((each) => each.part === part)!.brotli;
  const row = (what: string, bytes: number, promise: number): Row => ({
    what,
    measured: `${bytes} B`,
    reference: "",
    promise: `≤ ${promise} B`,
    kept: bytes <= promise,
  });
  const rows = [
    ...parts.map(({ part, brotli }) => row(part, brotli, BUDGETS[part]!)),
    ...PAGES.map(({ page, parts, most }) =>
      row(
        page,
        parts.reduce((sum, part) => sum + of(part), 0),
        most,
      ),
    ),
  ];
  return [{ title: "Bytes, brotli 11", rows }];
}
