/** Builds the tracker: `i.js` and its lazy parts beside it, each part named by the hash of what is in it. */
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build, type Plugin, transform } from "esbuild";

export interface BuiltPart {
  /** File name in the public directory. */
  file: string;
  /** `core`, `moments`, `content`, … */
  part: string;
  bytes: number;
  /** Brotli, quality 11. */
  brotli: number;
}

/** Style sheets are imported as text; here they lose their comments and spaces first. */
const minifiedCss: Plugin = {
  name: "minified-css",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { readFile } = await import("node:fs/promises");
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** Writes `i.js` and the parts into `publicDir`, and says what each weighs. The same source gives the same files. */
export async function buildTracker(publicDir: string): Promise<BuiltPart[]> {
  await mkdir(publicDir, { recursive: true });
  const parts = await Promise.all(
    ["moments", "content", "goods"].map(async (part) => ({ part, text: await bundle(part, "esm", {}) })),
  );
  const define: Record<string, string> = {};
  const files = parts.map(({ part, text }) => {
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
    const file = `${part}-${hash}.js`;
    define[`${part.toUpperCase()}_FILE`] = JSON.stringify(file);
    return { part, file, text };
  });
  files.unshift({ part: "core", file: "i.js", text: await bundle("index", "iife", define) });
  return Promise.all(
    files.map(async ({ part, file, text }) => {
      await writeFile(join(publicDir, file), text);
      const bytes = Buffer.from(text);
      return { file, part, bytes: bytes.length, brotli: weigh(bytes) };
    }),
  );
}

async function bundle(
  entry: string,
  format: "esm" | "iife",
  define: Record<string, string>,
): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, `${entry}.ts`)],
    bundle: true,
    minify: true,
    write: false,
    target: "es2022",
    format,
    define,
    plugins: [minifiedCss],
    legalComments: "none",
  });
  return outputFiles[0]!.text;
}

function weigh(bytes: Buffer): number {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;
}
