/** The documents say what is there: links, paths, commands, headings and numbers are held to the repository. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import * as limits from "../model/limits.ts";
import { definitions } from "../model/micro-moment.ts";
import { BOUNDS } from "../model/passport-codec.ts";
import { KEPT } from "../model/profile.ts";
import { ROWS_PER_SYNC } from "../model/quota.ts";
import { SEEN_DAYS, SEEN_WRITERS } from "../model/seen.ts";
import { FIELDS, OPERATORS } from "../model/segment.ts";
import { isSiteId } from "../model/site.ts";
import { DAY_MS } from "../model/time.ts";
import { TIMELINE_LENGTH } from "../model/timeline.ts";
import { costOf, freePageViews } from "../scripts/deploy/cost.ts";
import { millionsInOneDatabase, scaleTable } from "../scripts/deploy/scale.ts";
import { BUDGETS, PAGES } from "../tracker/budgets.ts";
import { DOCUMENTS, matches, read } from "./support/documents.ts";

const root = join(import.meta.dirname, "..");
/** Written by a whole run of the benches, and linked before the first one. */
const WRITTEN_BY_BENCH = "docs/benchmarks.md";
/** Made by running the project, so not in the repository. */
const MADE = [".impuls/", ".impuls/backups/", "dist/", "wrangler.deploy.json"];

const usdAMillion = costOf(0).marginalUsd.toFixed(2);
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
        if (!existsSync(join(root, target))) return target !== WRITTEN_BY_BENCH;
        return (
          anchor !== undefined &&
          !matches(read(target), /^#+ (.+)$/gm)
            .map(anchorOf)
            .includes(anchor)
        );
      });
    expect(dead).toEqual([]);
  });

  test("links to other places by a whole address", () => {
    const links = matches(text, /\]\((\w+:[^)]*)\)/g);
    expect(links.filter((link) => !/^https:\/\/[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(link))).toEqual([]);
  });

  test("names no path that is not there", () => {
    const inRepository =
      /^(?:(?:\.ci|bench|dashboard|demo|docs|edge|model|scripts|tests|tracker|\.impuls|dist)\/[\w./-]*|[\w.-]+\.(?:md|json|toml))$/;
    const gone = matches(text, /`([^`\s]+)`/g)
      .filter((word) => inRepository.test(word) && !MADE.includes(word))
      .filter((path) => !existsSync(join(root, path)));
    expect(gone).toEqual([]);
  });

  test("gives no site id as an example that the tag would refuse", () => {
    const ids = matches(text, /(?:data-site="|snapshot:)([a-z0-9-]+)/g);
    expect(ids.filter((id) => !isSiteId(id))).toEqual([]);
  });
});

test("every page is in docs/README.md, under one reader", () => {
  const linked = matches(read("docs/README.md"), /^\| \[[^\]]+\]\(([^)]+)\) \|/gm).map((link) =>
    relative(root, join(root, "docs", link)),
  );
  const pages = [...new Set([...DOCUMENTS, WRITTEN_BY_BENCH])].filter((page) => !page.endsWith("README.md"));
  expect(linked.sort()).toEqual(pages.sort());
});

describe("the numbers of the README", () => {
  const table = read("README.md").split("\n## In numbers\n")[1]!.split("\n## ")[0]!;
  const rows = [...table.matchAll(/^\| ([^|]+) \| ([^|]*\d[^|]*) \| ([^|]+) \|$/gm)].map(
    ([, what, number, proof]) => ({ what: what!, number: number!, proof: proof! }),
  );
  const numberOf = (what: string) => rows.find((row) => row.what.startsWith(what))?.number;

  test("each has its test", () => {
    expect(rows.length).toBeGreaterThan(5);
    const unproved = rows.filter(
      ({ proof }) => !matches(proof, /\]\(([^)]+)\)/g).some((link) => /^tests\/[\w/.-]+\.ts$/.test(link)),
    );
    expect(unproved).toEqual([]);
  });

  test("each is the number that its test holds", () => {
    const most = (page: string) => grouped(PAGES.find((known) => known.page.startsWith(page))!.most);
    expect(numberOf("Script on a page before consent")).toBe(`at most ${most("before consent")} bytes`);
    expect(numberOf("Script until a slot is filled")).toBe(
      `at most ${most("until a slot is filled")}; ${most("product page of a shop that tells")} bytes`,
    );
    const dashboard = read("tests/dashboard/size.test.ts").match(/MOST_BYTES = ([\d_]+)/)![1]!;
    expect(numberOf("First load")).toBe(`at most ${grouped(Number(dashboard.replaceAll("_", "")))} bytes`);
    expect(numberOf("A million page views more")).toBe(`${usdAMillion} USD of list price`);
    expect(numberOf("Cloudflare’s free plan")).toBe(
      `room for ${grouped(freePageViews())} page views a month`,
    );
    expect(numberOf("One D1")).toBe(
      `room for ${millionsInOneDatabase().toFixed(1)} million page views a month`,
    );
    const inputs = read("tests/edge/fuzz.test.ts").match(
      /inputs\)\.toBeGreaterThanOrEqual\(some\(([\d_]+)/,
    )![1]!;
    const all = Number(inputs.replace("_", ""));
    expect(numberOf("Random inputs")).toBe(`${grouped(all)}; ${grouped(all / 10)} without \`--full\``);
    const seeds = ["a", "b"].map((half) => read(`tests/edge/exactly-once-${half}.test.ts`));
    const visitors = Number(read("tests/edge/exactly-once.ts").match(/simulate\(seed, (\d+)/)![1]);
    const visitsOf = (depth: string) =>
      seeds.reduce((sum, half) => sum + Number(half.match(`${depth}: (\\d+)`)![1]) * visitors, 0);
    expect(numberOf("Each event counted once")).toBe(
      `${grouped(visitsOf("full"))} simulated visits; ${visitsOf("usual")} without \`--full\``,
    );
    const usual = read("tests/stories/exactly-once.test.ts").match(/USUAL_VISITS = (\d+)/)![1];
    expect(numberOf("The same from real browsers")).toBe(`${usual} visits, or as many as you wish`);
  });

  test("there are as many files of tests", () => {
    const files = readdirSync(join(root, "tests"), { recursive: true, encoding: "utf8" });
    const said = Number(numberOf("Files of tests")!.match(/\d+/)![0]);
    expect(files.filter((name) => name.endsWith(".test.ts")).length).toBeGreaterThan(said);
  });
});

test("docs/scale.md has the table that its prices make, and what one D1 holds", () => {
  const scale = read("docs/scale.md");
  expect(scale).toContain(`\n${scaleTable()}\n`);
  expect(scale).toContain(`**${millionsInOneDatabase().toFixed(1)} million page views a month**`);
  expect(scale).toContain(`| rows written a sync | ${ROWS_PER_SYNC} |`);
});

test("docs/deploy.md and docs/health.md reckon with the rows and prices that the code does", () => {
  const deploy = read("docs/deploy.md").replaceAll("\n", " ");
  expect(deploy).toContain(`${ROWS_PER_SYNC} rows written a sync`);
  expect(deploy).toContain(`A million page views more are some ${usdAMillion} USD`);
  expect(deploy).toContain(`about ${grouped(freePageViews())} page views a month`);
  expect(read("docs/health.md")).toContain(`${ROWS_PER_SYNC} a sync`);
});

test("decisions stand newest first", () => {
  const days = matches(read("ARCHITECTURE.md"), /^### .+ \((\d{4}-\d\d-\d\d)\)$/gm);
  expect(days).toEqual(days.toSorted().reverse());
});

test("each decision has its day, its context, choice and cost", () => {
  const [, ...decisions] = read("ARCHITECTURE.md").split("\n## Decisions\n")[1]!.split("\n### ");
  const wanting = decisions.filter(
    (text) =>
      !/ \(\d{4}-\d\d-\d\d\)$/.test(text.split("\n")[0]!) ||
      !["Context", "Choice", "Cost"].every((part) => text.includes(`*${part}.*`)),
  );
  expect(wanting.map((text) => text.split("\n")[0])).toEqual([]);
});

test("the README names every part of the tracker once, with its budget", () => {
  const rows = [...read("README.md").matchAll(/^\| ([\w-]+) \| [^|]+ \| ([\d,]+) \|$/gm)];
  expect(rows.map(([, part, most]) => [part, most]).sort()).toEqual(
    Object.entries(BUDGETS)
      .map(([part, most]) => [part, grouped(most)])
      .sort(),
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
