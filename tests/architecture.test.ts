import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** Import lines of a program's files, type-only ones apart. */
function importsOf(folder: string): { file: string; from: string; isType: boolean }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts") && file !== "build.ts")
    .flatMap((name) => {
      const file = join(root, folder, name);
      return [
        ...readFileSync(file, "utf8").matchAll(/^(import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)";/gms),
      ].map(([, , type, from]) => ({
        file: relative(root, file),
        from: from!.startsWith(".") ? relative(root, join(dirname(file), from!)) : from!,
        isType: Boolean(type),
      }));
    });
}
const outside = (folder: string, allowed: (from: string, isType: boolean) => boolean) =>
  importsOf(folder)
    .filter(({ from, isType }) => !allowed(from, isType))
    .map(({ file, from }) => `${file} → ${from}`);

/** Model files that import nothing at run time, and so weigh what they weigh. */
const WEIGHTLESS = [
  "limits",
  "session",
  "micro-moment",
  "consent",
  "contact",
  "site",
  "page-pattern",
  "page-kind",
  "exit-intent",
  "language",
  "tokens",
].map((name) => `model/${name}.ts`);

test("model imports valibot and itself, nothing else", () => {
  expect(outside("model", (from) => from === "valibot" || from.startsWith("model/"))).toEqual([]);
});

test("the tracker takes types from all of model, values only from files that import nothing", () => {
  expect(
    outside(
      "tracker",
      (from, isType) =>
        from.startsWith("tracker/") ||
        from === "idb-keyval" ||
        from === "web-vitals" ||
        WEIGHTLESS.includes(from) ||
        (isType && from.startsWith("model/")),
    ),
  ).toEqual([]);
  const heavy = importsOf("model").filter(
    ({ file, isType, from }) => WEIGHTLESS.includes(file) && !isType && !WEIGHTLESS.includes(from),
  );
  expect(heavy).toEqual([]);
});

test("the edge imports the model, hono and valibot, never the tracker or the dashboard", () => {
  expect(
    outside(
      "edge",
      (from) =>
        from.startsWith("edge/") ||
        from.startsWith("model/") ||
        /^(hono|@hono|valibot|@valibot|saxes$)/.test(from),
    ),
  ).toEqual([]);
});

test("the store knows SQL and decides nothing: it imports no route, job or app", () => {
  expect(
    outside("edge/store", (from) => from.startsWith("edge/store/") || from.startsWith("model/")),
  ).toEqual([]);
});

test("routes and jobs hold no SQL", () => {
  const holding = ["edge/routes", "edge/jobs"].flatMap((folder) =>
    readdirSync(join(root, folder)).filter((name) =>
      /\.prepare\(/.test(readFileSync(join(root, folder, name), "utf8")),
    ),
  );
  expect(holding).toEqual([]);
});

test("the dashboard borrows the production renderer and the API's type, nothing else of the other programs", () => {
  const isOwn = (from: string) => from.startsWith("dashboard/") || from.startsWith("model/");
  const isLibrary = (from: string) => /^(preact|@preact|uplot|@fontsource|valibot|hono\/client)/.test(from);
  const isBorrowed = (from: string, isType: boolean) =>
    from.startsWith("tracker/render/") ||
    from === "tracker/goods.ts" ||
    (isType && /^(edge\/app|edge\/routes\/api|tracker\/api)\.ts$/.test(from));
  expect(
    outside("dashboard", (from, isType) => isOwn(from) || isLibrary(from) || isBorrowed(from, isType)),
  ).toEqual([]);
});

test("in the dashboard only states talk to the API", () => {
  const talking = importsOf("dashboard").filter(
    ({ from, file, isType }) =>
      from === "dashboard/api.ts" && !isType && !/(^|\/)(state|main|dashboard\/site)\.tsx?$/.test(file),
  );
  expect(talking.map(({ file }) => file)).toEqual([]);
});
