import { expect, test } from "vitest";
import { reportOf } from "../../bench/report.ts";

const kept = { what: "a", measured: "1 | 2", reference: "", promise: "≤ 3", kept: true };
const missed = { what: "p95", measured: "4.0x", reference: "empty 1 ms", promise: "≤ 3x", kept: false };

test("names what was not kept before all else, and every row under its title", () => {
  const report = reportOf([{ title: "Hot path: 5 rounds", rows: [kept, missed] }], "2026-11-27", {
    Node: "24",
  });
  expect(report).toContain("## Not kept\n\n- Hot path: p95, 4.0x\n");
  expect(report).toContain("## Hot path\n\n5 rounds\n");
  expect(report).toContain(
    "| a | 1 \\| 2 |  | ≤ 3 | kept |\n| p95 | 4.0x | empty 1 ms | ≤ 3x | **not kept** |",
  );
  expect(report).toContain("Node 24.");
});

test("says so where every promise was kept", () => {
  expect(reportOf([{ title: "Bytes", rows: [kept] }], "2026-11-27", {})).toContain("Every promise was kept.");
});
