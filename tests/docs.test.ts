/** The documents say what is there: links, paths, commands, headings and numbers are held to the repository. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import * as limits from "../model/limits.ts";
import { definitions } from "../model/micro-moment.ts";
import { BOUNDS } from "../model/passport-codec.ts";
import { DAY_MS, KEPT } from "../model/profile.ts";
import { SEEN_DAYS, SEEN_WRITERS } from "../model/seen.ts";
import { FIELDS, OPERATORS } from "../model/segment.ts";
import { isSiteId } from "../model/site.ts";
import { TIMELINE_LENGTH } from "../model/timeline.ts";
import { BUDGETS } from "../tracker/budgets.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const DOCUMENTS = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  "edge/storage.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
const PICTURES = ["docs/pictures/shop.png", "docs/pictures/dashboard.png"];
/** Made by running the project, so not in the repository. */
const MADE = [".impuls/", ".impuls/backups/", "dist/", "wrangler.deploy.json"];

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found!);
const grouped = (number: number) => number.toLocaleString("en");

/** As GitHub names the anchor of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(" ", "-");

describe.each(DOCUMENTS)("%s", (document) => {
  const text = read(document);

  test("has no dead link", () => {
    const dead = matches(text, /\]\(([^)\s]+)\)/g)
      .filter((link) => !/^https?:/.test(link))
      .filter((link) => {
        const [path = "", anchor] = link.split("#");
        const target = path ? relative(root, join(root, dirname(document), path)) : document;
        if (PICTURES.includes(target)) return false;
        if (!existsSync(join(root, target))) return true;
        return (
          anchor !== undefined &&
          !matches(read(target), /^#+ (.+)$/gm)
            .map(anchorOf)
            .includes(anchor)
        );
      });
    expect(dead).toEqual([]);
  });

  test("names no path that is not there", () => {
    const inRepository =
      /^(?:(?:\.ci|bench|dashboard|demo|docs|edge|model|scripts|tests|tracker|\.impuls|dist)\/[\w./-]*|[\w.-]+\.(?:md|json|toml))$/;
    const gone = matches(text, /`([^`\s]+)`/g)
      .filter((word) => inRepository.test(word) && !MADE.includes(word))
      .filter((path) => !existsSync(join(root, path)));
    expect(gone).toEqual([]);
  });

  test("names only commands that package.json has, and each runs a script that is there", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = matches(text, /\bnpm (?:run )?([a-z][\w-]*)/g).filter((word) => word !== "run");
    const broken = named.filter((name) => {
      const script = scripts[name]?.split(" ").at(-1);
      return script === undefined || !existsSync(join(root, script));
    });
    expect(broken).toEqual([]);
  });

  test("gives no site id as an example that the tag would refuse", () => {
    const ids = matches(text, /(?:data-site="|snapshot:)([a-z0-9-]+)/g);
    expect(ids.filter((id) => !isSiteId(id))).toEqual([]);
  });
});

test.skipIf(!existsSync(join(root, "docs/pictures")))("the pictures of the README are there", () => {
  expect(PICTURES.filter((picture) => !existsSync(join(root, picture)))).toEqual([]);
});

test("the README names every part of the tracker with its budget", () => {
  const rows = [...read("README.md").matchAll(/^\| ([\w-]+) \| [^|]+ \| ([\d,]+) \|$/gm)];
  expect(Object.fromEntries(rows.map(([, part, most]) => [part, most]))).toEqual(
    Object.fromEntries(Object.entries(BUDGETS).map(([part, most]) => [part, grouped(most)])),
  );
});

test("docs/micro-moments.md has a row for every moment, with its title and definition word for word", () => {
  const rows = [...read("docs/micro-moments.md").matchAll(/^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|/gm)];
  expect(
    Object.fromEntries(rows.map(([, name, title, definition]) => [name, { title, definition }])),
  ).toEqual(definitions);
});

test("docs/segments.md has a row for every field and every operator, in the builder's words", () => {
  const rows = read("docs/segments.md").split("\n");
  const hasRow = (...cells: string[]) => rows.some((row) => row.startsWith(`| ${cells.join(" | ")} |`));
  const fields = Object.entries(FIELDS).filter(
    ([name, { label, type }]) => !hasRow(`\`${name}\``, label, type),
  );
  const operators = Object.entries(OPERATORS).flatMap(([type, all]) =>
    Object.entries(all).filter(([name, { label, takes }]) => !hasRow(type, `\`${name}\``, label, takes)),
  );
  expect([...fields, ...operators].map(([name]) => name)).toEqual([]);
});

test("what does not fit into a passport is told by its bounds", () => {
  const lines = read("ARCHITECTURE.md").replaceAll("\n", " ");
  const { days, interests, viewed, cartLines, purchases, exposures, moments, answered, trail } = BOUNDS;
  expect(lines).toContain(
    `${days.entries} days of ${KEPT.days}, ${interests.entries} interests of ${KEPT.interests}, ` +
      `${viewed.entries} products of ${KEPT.viewed}, ${cartLines.entries} cart lines of 50, ` +
      `${purchases.entries} purchases of ${KEPT.purchases}, ${exposures.entries} exposures of ${KEPT.exposures}, ` +
      `${moments.entries} moments of ${KEPT.moments}, ${answered.entries} answered of ${KEPT.answered}, ` +
      `${trail.entries} steps of ${KEPT.trail}`,
  );
});

test.each([
  ["ARCHITECTURE.md", `at most ${grouped(limits.MAX_PASSPORT_CHARACTERS)} characters`],
  ["docs/privacy.md", `${grouped(limits.MAX_PASSPORT_CHARACTERS)} characters`],
  ["docs/privacy.md", `opens for ${limits.PASSPORT_LIFETIME_MS / DAY_MS} days`],
  ["docs/privacy.md", `${SEEN_DAYS} days after their page was last heard of; ${SEEN_WRITERS} pages`],
  ["docs/privacy.md", `last ${TIMELINE_LENGTH} events`],
  ["edge/storage.md", `the last ${TIMELINE_LENGTH}`],
  ["edge/storage.md", `${SEEN_DAYS} days after it was last heard, at most ${SEEN_WRITERS} writers`],
  ["edge/storage.md", `${limits.MAX_EVENT_AGE_MS / DAY_MS} days by the device's own clock`],
])("%s: %s", (document, phrase) => {
  expect(read(document).replaceAll("\n", " ")).toContain(phrase);
});

/** First words of the rows of the table under a heading, without their quotes. */
const namesIn = (text: string, heading: string) => {
  const section = text.split(`\n## ${heading}\n`)[1]!.split("\n## ")[0]!;
  return matches(section, /^\| `([^`]+)` \|/gm).sort();
};

test("every table and index of the migrations is told in storage.md, and no other", () => {
  const migrations = readdirSync(join(root, "edge/migrations"))
    .map((name) => read(`edge/migrations/${name}`))
    .join("\n");
  const storage = read("edge/storage.md");
  const tables = new Set<string>();
  for (const [, what, table] of migrations.matchAll(/(CREATE|DROP) TABLE (\w+)/g))
    what === "CREATE" ? tables.add(table!) : tables.delete(table!);
  expect(namesIn(storage, "D1: `DB`")).toEqual([...tables].sort());
  const indexes = matches(migrations, /CREATE INDEX (\w+)/g);
  expect(indexes.filter((name) => !storage.includes(`\`${name}\``))).toEqual([]);
});

test("every binding of a queue in wrangler.toml is told in storage.md, and no other", () => {
  const wrangler = read("wrangler.toml");
  const producers = matches(wrangler, /\[\[queues\.producers\]\]\nbinding = "(\w+)"/g).sort();
  expect(namesIn(read("edge/storage.md"), "Queues")).toEqual(producers);
});

test("every project of the tests is told in CONTRIBUTING.md, and no other", () => {
  const projects = matches(read("vitest.config.ts").split("projects: [")[1]!.split("]")[0]!, /"(\w+)"/g);
  const table = read("CONTRIBUTING.md").split("| Project |")[1]!.split("\n\n")[0]!;
  expect(matches(table, /^\| (\w+) \|/gm).sort()).toEqual(projects.sort());
});
