/** Every command that a document tells to type is there, and is run by a test or says why not. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandsIn, DOCUMENTS, read } from "./support/documents.ts";

const root = join(import.meta.dirname, "..");

/** The test that runs it, or what does so before every merge. */
const RUN_BY: Record<string, string> = {
  "npm start": "tests/stories/start.test.ts",
  "npm test": ".ci/run",
  "npm run check": "scripts/test.ts",
  "npm run build": "tests/support/stories-build.ts",
  "npm run deploy": "tests/scripts/deploy.test.ts",
  "npm run update": "tests/scripts/deploy.test.ts",
  "npm run undeploy": "tests/scripts/deploy.test.ts",
  "npm run backup": "tests/scripts/backup.test.ts",
  "npm run restore": "tests/scripts/backup.test.ts",
};

/** Not cheap or not offline. */
const NOT_RUN: Record<string, string> = {
  "npm run bench": "minutes of an idle machine; what it writes is held by tests/model/bench-report.test.ts",
  "npm run pictures": "minutes; README's pictures are what it makes",
  "node tests/support/record-exit-traces.ts":
    "makes a fixture anew, which tests/model/exit-intent.test.ts reads",
};

const commands = [...new Set(DOCUMENTS.flatMap((document) => commandsIn(read(document))))].sort();
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
const nameOf = (command: string) => command.split(" ").at(-1)!;
const fileOf = (command: string) =>
  command.startsWith("node ") ? nameOf(command) : (scripts[nameOf(command)]?.split(" ").at(-1) ?? "");

const ours = commands.filter((command) => !command.startsWith("npx "));

test("the documents are read for commands at all", () => {
  expect(commandsIn("    npm run check -- --all   # or: npm start\n`npx wrangler d1 delete impuls`")).toEqual(
    ["npm run check", "npm start", "npx wrangler d1 delete impuls"],
  );
  expect(ours).toContain("npm run deploy");
});

test.each(ours)("%s runs a file that is there", (command) => {
  expect(existsSync(join(root, fileOf(command)))).toBe(true);
});

test.each(ours.filter((command) => !NOT_RUN[command]))("%s is run by a test", (command) => {
  const by = RUN_BY[command];
  expect(by, "name its test in RUN_BY, or in NOT_RUN why it has none").toBeDefined();
  const name = nameOf(command);
  expect(read(by!)).toMatch(new RegExp(`scripts/${name}\\.ts|["']${name}["']|${command}`));
});

test("no command is kept that no document names", () => {
  expect(Object.keys({ ...RUN_BY, ...NOT_RUN }).filter((command) => !commands.includes(command))).toEqual([]);
});

test("what is run by npx is wrangler alone, whose commands tests/scripts/documents.test.ts asks it for", () => {
  expect(
    commands.filter((command) => command.startsWith("npx ") && !command.startsWith("npx wrangler ")),
  ).toEqual([]);
});

test("CONTRIBUTING.md names every bench, and no other", () => {
  const there = [
    ...read("scripts/bench.ts")
      .split("benches: ")[1]!
      .split("};")[0]!
      .matchAll(/^ {2}"?([\w-]+)"?: /gm),
  ].map(([, name]) => name!);
  const told = read("CONTRIBUTING.md")
    .match(/npm run bench ([\w-]+(?: \| [\w-]+)+)/)![1]!
    .split(" | ");
  expect(told.sort()).toEqual(there.sort());
});
