/** All pages share one stylesheet, and names are short: what a page's own sheet says is to hold on that page alone. */
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url).pathname;

test.each(
  globSync("dashboard/pages/*/page.css", { cwd: root }).filter((path) => !path.includes("/sign-in/")),
)("%s holds on its own page alone", (path) => {
  const name = path.split("/").at(-2);
  const [, layer] = /@layer pages \{\n {2}(.*)\n\}\n$/s.exec(readFileSync(root + path, "utf8"))!;
  // One rule for the page, and everything within it.
  expect(layer!.split("\n").filter((line) => /^ {2}[^ [\n]/.test(line))).toEqual(["  }"]);
  expect(layer).toContain(`[data-page="${name}"]`);
});
