/** No regular expression that sees somebody else's text takes more than linear time over it (ReDoS). */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseAst } from "vitest/node";
import { growthOf } from "../support/pattern-growth.ts";

const root = join(import.meta.dirname, "../..");

/** What may take longer, by file and how the pattern begins, and what makes it harmless. */
const EXCUSED: [file: string, begins: string, reason: string][] = [
  ["edge/log-line.ts", "^\\s+at", "a line of a stack, of at most 500 characters"],
  ["model/page-kind.ts", "(?:\\/|(?:route", "the address of the visitor's own page"],
  ["model/page-kind.ts", "^\\/(\\w\\w", "the address of the visitor's own page"],
  ["tracker/kept-cart.ts", "\\/?([?#]", "the address of a product, as the shop's own page tells it"],
  ["tracker/observe/clicks.ts", "(avail", "words of the shop's own link or button"],
  ["tracker/observe/clicks.ts", "add.{0,15}", "words of the shop's own link or button"],
  [
    "tracker/observe/free-text.ts",
    "\\S(@|%40)",
    "a name in the shop’s own page, or a parameter of the visitor’s own address",
  ],
  ["tracker/observe/markup/json-ld.ts", '"(?:', "what is not closed goes on to the end, so no attempt fails"],
  ["tracker/platform/steps.ts", "[\\s:-]+$", "the name of a way of delivery, the shop's own"],
  ["tracker/platform/woocommerce-order.ts", "([^/]+)", "the path of a link in the shop's own page"],
  ["tracker/platform/woocommerce.ts", "wc-ajax", "the address of a request of the shop's own page"],
  ["tracker/platform/woocommerce.ts", "-product ", "the classes of the shop's own page"],
];

interface Found {
  file: string;
  regex: RegExp;
}

/** Every literal, as the parser of the language finds it. */
function literalsIn(folder: string): Found[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /(?<!\.d)\.ts$/.test(file))
    .flatMap((file) => {
      const found: Found[] = [];
      const visit = (node: unknown): void => {
        if (typeof node !== "object" || node === null) return;
        const { regex } = node as { regex?: { pattern: string; flags: string } };
        if (regex) found.push({ file: `${folder}/${file}`, regex: new RegExp(regex.pattern, regex.flags) });
        else for (const child of Object.values(node)) visit(child);
      };
      visit(parseAst(readFileSync(join(root, folder, file), "utf8"), { lang: "ts" }));
      return found;
    });
}

test("every pattern of model, edge and tracker is linear, but for those whose texts are short or the shop's own", () => {
  const all = ["model", "edge", "tracker"].flatMap(literalsIn);
  expect(all.length).toBeGreaterThan(200);
  const slow = all.filter(({ regex }) => growthOf(regex).length > 0);
  const isExcused = ({ file, regex }: Found) =>
    EXCUSED.find(([where, begins]) => where === file && regex.source.startsWith(begins));
  expect(slow.filter((one) => !isExcused(one)).map(({ file, regex }) => `${file} ${regex}`)).toEqual([]);
  expect(EXCUSED.filter((one) => !slow.some((found) => isExcused(found) === one))).toEqual([]);
}, 60_000);

test.each<[pattern: RegExp, growth: string]>([
  [/(a+)+b/, "inside restarts"],
  [/^(a+)+$/, "inside"],
  [/^(a|a)*$/, "inside"],
  [/^(a|ab|b)*c$/, "inside"],
  [/^(\w+\s?)*$/, "inside"],
  [/^a+a+$/, "inside"],
  [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "inside"],
  [/^(?<year>\d+)-?\d*$/, "inside"],
  [/\s+$/, "restarts"],
  [/<[^>]*>/g, "restarts"],
  [/.*x/, "restarts"],
  [/[.,](?=.*[.,])/g, "restarts"],
  [/"(\\.|[^"\\])*"/, "restarts"],
  [/<[^<>]*>/g, ""],
  [/[.,](?!\d*$)/g, ""],
  [/\s+/g, ""],
  [/^.*x/, ""],
  [/(a|b)*c/y, ""],
  [/^(\d{1,15}):(email|tel):(.{1,254})$/, ""],
  [/^([.,])(\d\d?\1)*\d{3}$/, ""],
])("%s grows: %s", (pattern, growth) => {
  expect(growthOf(pattern).join(" ")).toBe(growth);
});

test("patterns that are put together are those known", () => {
  const made = ["model", "edge", "tracker"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `${folder}/${file}`)
      .filter((file) => readFileSync(join(root, file), "utf8").includes("new RegExp(")),
  );
  // Keys and contacts of a bounded length, words of an address, an attribute of a tag.
  expect(made.sort()).toEqual(["model/event.ts", "model/page-kind.ts", "model/push.ts", "model/tag-look.ts"]);
});
