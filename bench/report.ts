/** docs/benchmarks.md: what one run of every bench has measured, and on what. */
import { cpus, release, totalmem, type } from "node:os";
import type { Table } from "./table.ts";

const inCell = (text: string) => text.replaceAll("|", "\\|");

/** In the order in which they ran. `day`: 2026-11-27. `versions`: of what was measured in, by name. */
export function reportOf(
  tables: readonly Table[],
  day: string,
  versions: Readonly<Record<string, string>>,
): string {
  const missed = tables.flatMap(({ title, rows }) =>
    rows
      .filter(({ kept }) => kept === false)
      .map((row) => `- ${titleOf(title)}: ${row.what}, ${row.measured}`),
  );
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}`;
  const made = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `# Benchmarks

Written by \`npm run bench\`, all in one run, on ${day}. Nothing here is typed by hand. A reference was measured in the same run; a
promise is of the project's design, and nothing where there is none. A figure of one machine says little about another: what
is promised as a share of a reference holds on both.

Machine: ${machine}. ${made.join(", ")}.

## Not kept

${missed.length > 0 ? missed.map(inCell).join("\n") : "Every promise was kept."}

${tables.map(sectionOf).join("\n\n")}
`;
}

/** What stands before the first colon. */
const titleOf = (title: string) => title.split(":")[0]!;

function sectionOf({ title, rows }: Table): string {
  const [, ...how] = title.split(":");
  const lines = rows.map(({ what, measured, reference, promise, kept }) =>
    [what, measured, reference, promise, kept === undefined ? "" : kept ? "kept" : "**not kept**"]
      .map(inCell)
      .join(" | "),
  );
  return `## ${titleOf(title)}

${how.length > 0 ? `${inCell(how.join(":").trim())}\n\n` : ""}| | measured | reference | promise | |
| --- | --- | --- | --- | --- |
${lines.map((line) => `| ${line} |`).join("\n")}`;
}
