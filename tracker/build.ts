/** Builds the tracker: `i.js` and its lazy parts beside it, each part named by the hash of what is in it. */
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build, type Plugin, transform } from "esbuild";
import { minify } from "terser";

export interface BuiltPart {
  /** File name in the public directory. */
  file: string;
  /** `core`, `commerce`, `content`, … */
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
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** Parts in an order in which each is after those it loads. */
const PARTS = [
  "vitals",
  "first-party",
  "exit",
  "triggers",
  "goods",
  "progress",
  "coupon",
  "subscription",
  "push",
  "offer",
  "help",
  "wishlist",
  "inline",
  "overlay",
  "place",
  "content",
  "answers",
  "layer",
  "markup",
  "search",
  "signs",
  "lists",
  "purchase",
  "platform",
  "commerce",
  "page",
  "preview",
  "consent-sources",
];

/** Property names that only the core and its parts of one build exchange, in memory: nothing stored, sent or the page's. */
const INNER_NAMES =
  /^(isLeaving|withinMs|beside|isMore|idleMs|stored|transact|exchange|syncIn|sending|settle|notify|attach|record|save|view|most|release|gather|isHeld|allow|setting|commands|pageKind|sent|response|empty|goods|samples|isWhole|isLaterStep|texts|hooks?)$/;

/** Writes `i.js` and the parts into `publicDir`, and says what each weighs. The same source gives the same files. */
export async function buildTracker(publicDir: string): Promise<BuiltPart[]> {
  await mkdir(publicDir, { recursive: true });
  const fileNames: Record<string, string> = {};
  // A name that is stored or sent is not given to another that the same part has beside it (an event's `n`).
  const shortNames: Record<string, string | false> = { n: false };
  const built: { part: string; file: string; text: string }[] = [];
  for (const part of PARTS) {
    const text = await bundle(part, "esm", fileNames, shortNames);
    const file = `${part}-${createHash("sha256").update(text).digest("base64url").slice(0, 4)}.js`;
    fileNames[`${part.toUpperCase().replace("-", "_")}_FILE`] = JSON.stringify(file);
    built.unshift({ part, file, text });
  }
  built.unshift({ part: "core", file: "i.js", text: await bundle("index", "iife", fileNames, shortNames) });
  // Its name is in the shop's own file, and never changes.
  built.push({ part: "worker", file: "sw.js", text: await bundle("push-worker", "iife", {}, shortNames) });
  // So is this one's.
  built.push({
    part: "your-data",
    file: "your-data.js",
    text: await bundle("your-data", "iife", {}, shortNames),
  });
  return Promise.all(
    built.map(async ({ part, file, text }) => {
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
  shortNames: Record<string, string | false>,
): Promise<string> {
  const { outputFiles, mangleCache } = await build({
    entryPoints: [join(import.meta.dirname, `${entry}.ts`)],
    bundle: true,
    minifySyntax: true,
    write: false,
    target: "es2022",
    format,
    define,
    plugins: [minifiedCss],
    charset: "utf8",
    mangleProps: INNER_NAMES,
    mangleCache: shortNames,
    legalComments: "none",
    // Thirteen bytes that say what nothing here depends on.
    tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
  });
  Object.assign(shortNames, mangleCache);
  // Esbuild bundles; terser, which looks longer, makes 4 % fewer bytes of it after brotli.
  const { code } = await minify(outputFiles[0]!.text, {
    module: format === "esm",
    compress: { ecma: 2020, passes: 5, keep_fargs: false, unsafe_arrows: true, unsafe_methods: true },
    format: { ecma: 2020 },
  });
  // Beside a text two signs say the same as three (terser has the text on the left): nothing else here equals a text.
  return code!.replace(/"([!=]=)=/g, '"$1');
}

function weigh(bytes: Buffer): number {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;
}
