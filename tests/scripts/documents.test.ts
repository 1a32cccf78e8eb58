/** The commands of wrangler that documents tell to type are asked of the wrangler that is pinned here: none needs an account to say so. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandsIn, DOCUMENTS, read } from "../support/documents.ts";

const wrangler = join(import.meta.dirname, "../../node_modules/wrangler/bin/wrangler.js");

/** Names of what it is to act on, which are no part of the command. */
const named = [...new Set(DOCUMENTS.flatMap((document) => commandsIn(read(document))))]
  .filter((command) => command.startsWith("npx wrangler "))
  .map((command) => command.slice("npx ".length).replace(/ impuls$/, ""));

/** Each start of wrangler is a second or more. */
const helps = new Map<string, string>();
function helpOf(command: string): string {
  const known = helps.get(command);
  if (known !== undefined) return known;
  const ran = spawnSync(process.execPath, [wrangler, ...command.split(" ").slice(1), "--help"], {
    encoding: "utf8",
    env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true" },
  });
  helps.set(command, ran.stdout);
  return ran.stdout;
}

test("a command that wrangler has not is told from one that it has", () => {
  expect(helpOf("wrangler d1 nothing")).not.toMatch(/^wrangler d1 nothing\b/m);
});

test.each(named)("%s is a command of wrangler", (command) => {
  expect(helpOf(command)).toMatch(new RegExp(`^${command}\\b`, "m"));
});

test.each([
  ["wrangler d1 time-travel restore", "--bookmark"],
  ["wrangler d1 time-travel restore", "--timestamp"],
])("%s takes %s", (command, flag) => {
  expect(read("docs/deploy.md")).toContain(flag);
  expect(helpOf(command)).toContain(flag);
});
