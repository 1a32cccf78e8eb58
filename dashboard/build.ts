/** Writes the dashboard as static files: one page, hashed scripts and styles, the font. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Metafile, type Plugin, transform } from "esbuild";
import { oneFrame } from "../scripts/one-frame.ts";

const here = fileURLToPath(new URL(".", import.meta.url));

/** What may go into the frame's file where many pages are made of it: scripts/one-frame.ts. */
const COMMON = /^(components\/|polling\.ts$)/;

/** A sheet imported as text is for a shadow root or a frame: it stays apart from the page's own. */
const adoptedCss: Plugin = {
  name: "adopted-css",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path, with: attributes }) => {
      if (attributes.type !== "text") return undefined;
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/**
 * Fills `publicDir/dashboard/`. Every `/dashboard/*` path that is no file of it is to be answered with its
 * `index.html`. Files of an earlier build are removed.
 */
export async function buildDashboard(publicDir: string): Promise<void> {
  const outdir = join(publicDir, "dashboard");
  await rm(outdir, { recursive: true, force: true });
  const shared = {
    absWorkingDir: here,
    outdir,
    bundle: true,
    minify: true,
    metafile: true,
    charset: "utf8",
    entryNames: "[name]-[hash]",
    chunkNames: "part-[hash]",
    assetNames: "[name]-[hash]",
    target: ["chrome123", "firefox120", "safari17.5"],
    logLevel: "warning",
  } satisfies BuildOptions;
  const ofApp = {
    ...shared,
    entryPoints: ["main.tsx", "styles/all.css"],
    format: "esm",
    splitting: true,
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".woff2": "file" },
    plugins: [adoptedCss],
  } satisfies BuildOptions;
  const app = await build({ ...ofApp, plugins: [await oneFrame(ofApp, "main.tsx", COMMON), adoptedCss] });
  const head = await build({
    ...shared,
    entryPoints: ["head.ts"],
    // A classic script: a module would wait until after the first paint.
    format: "iife",
    define: pagesOf(app.metafile),
  });

  const outputs = [...Object.entries(app.metafile.outputs), ...Object.entries(head.metafile.outputs)];
  const built = (test: (output: string, entry: string) => boolean): string => {
    const found = outputs.find(([output, { entryPoint = "" }]) => test(output, entryPoint));
    if (!found) throw new Error("The dashboard's build lacks a file that its page names.");
    return `/dashboard/${basename(found[0])}`;
  };
  const main = outputs.find(([, { entryPoint }]) => entryPoint === "main.tsx")!;
  const page = pageOf({
    script: built((_, entry) => entry === "main.tsx"),
    head: built((_, entry) => entry === "head.ts"),
    style: built((_, entry) => entry === "styles/all.css"),
    font: built((output) => output.includes("figtree-latin-wght")),
    // What the entry imports at once; the browser need not wait for it to say so.
    parts: main[1].imports
      .filter(({ kind }) => kind === "import-statement")
      .map(({ path }) => `/dashboard/${basename(relative(outdir, path))}`),
  });
  await mkdir(outdir, { recursive: true });
  await writeFile(join(outdir, "index.html"), page);
}

/** For `head.ts`, as JSON: the files that come besides the frame, and which of them each page has, and has more in Polish. */
function pagesOf({ outputs }: Metafile): { FILES: string; PAGES: string } {
  const reach = (output: string, found = new Set<string>()): Set<string> => {
    if (!found.has(output)) {
      found.add(output);
      for (const { path, kind } of outputs[output]!.imports)
        if (kind === "import-statement") reach(path, found);
    }
    return found;
  };
  const outputOf = new Map(Object.entries(outputs).map(([output, { entryPoint }]) => [entryPoint, output]));
  const frame = reach(outputOf.get("main.tsx")!);
  const files = Object.keys(outputs).filter((output) => !frame.has(output));
  const besides = (entry: string) => {
    const output = outputOf.get(entry);
    return output ? [...reach(output).difference(frame)].map((path) => files.indexOf(path)) : [];
  };
  const names = [...outputOf.keys()].flatMap(
    (entry) => /^pages\/(.+)\/Page\.tsx$/.exec(entry ?? "")?.[1] ?? [],
  );
  const pages = names.map((name) => [
    name,
    {
      page: besides(`pages/${name}/Page.tsx`),
      pl: [...besides("pl.ts"), ...besides(`pages/${name}/pl.ts`)],
    },
  ]);
  return {
    FILES: JSON.stringify(files.map((path) => basename(path))),
    PAGES: JSON.stringify(Object.fromEntries(pages)),
  };
}

/** The head's script blocks on purpose: it must have run before the first paint, and the CSP allows nothing inline. */
function pageOf(files: {
  script: string;
  head: string;
  style: string;
  font: string;
  parts: string[];
}): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>Impuls</title>
<script src="${files.head}"></script>
<link rel="preload" href="${files.font}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${files.style}">
${files.parts.map((part) => `<link rel="modulepreload" href="${part}">`).join("\n")}
<script type="module" src="${files.script}" blocking="render"></script>
<link rel="icon" href="${ICON}">
</head>
<body><div id="app"><noscript>The dashboard needs JavaScript.</noscript></div></body>
</html>
`;
}

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Crect width='24' height='24' rx='6' fill='%23201e1a'/%3E%3Cpath d='M4 13h3.800L11 6l3.600 12 2.200-5H20' fill='none' stroke='%23fff' stroke-width='2' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E";
