/** Who may do what, and that the document says so. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isAllowed, PERMISSION_NAMES, ROLES, sayHolders } from "../../model/role.ts";

test("docs/members.md has the table of roles as it is", () => {
  const text = readFileSync(new URL("../../docs/members.md", import.meta.url), "utf8");
  const rows = [...text.matchAll(/^\| `(\w+)`:[^|]*\|(.*)\|$/gm)].map(([, name, cells]) => [
    name,
    cells!.split("|").map((cell) => cell.trim() === "yes"),
  ]);
  const holders = [...ROLES, "server"] as const;
  expect(rows).toEqual(
    PERMISSION_NAMES.map((name) => [name, holders.map((holder) => isAllowed(holder, name))]),
  );
});

test("an owner may do everything, and each role no more than the one above it", () => {
  for (const name of PERMISSION_NAMES) {
    expect(isAllowed("owner", name)).toBe(true);
    if (isAllowed("viewer", name)) expect(isAllowed("editor", name)).toBe(true);
  }
});

test("whom to ask is said in words", () => {
  expect(sayHolders("edit")).toBe("an owner or an editor");
  expect(sayHolders("tell")).toBe("an owner or an editor");
  expect(sayHolders("access")).toBe("an owner");
});
