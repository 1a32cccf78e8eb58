/** Keeps in one file what the frame around every page needs: for the dashboard's build. */
import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { type BuildOptions, build, type ImportKind, type Plugin } from "esbuild";

/** So many parts; what fewer are made of is not worth every page's while. */
const MANY = 5;

/**
 * Left alone, esbuild makes a file of each set of modules that the same parts share: some twenty small ones before anything
 * can be drawn. Where every part asks for all of the frame, that is one file, which all of them have already. `options`:
 * of the build, whose one script entry is `entry`, a path within `absWorkingDir`. `common`: what may go along where many
 * parts are made of it, else a file each of a few hundred bytes; none that says texts as it is evaluated, since a page's
 * dictionary comes after the frame.
 */
export async function oneFrame(
  options: BuildOptions & { absWorkingDir: string },
  entry: string,
  common: RegExp,
): Promise<Plugin> {
  const { metafile } = await build({ ...options, metafile: true, write: false });
  const importsOf = (path: string, wanted: ImportKind) =>
    metafile!.inputs[path]!.imports.filter(({ kind, external }) => kind === wanted && !external).map(
      ({ path }) => path,
    );
  const reach = (path: string, reached = new Set<string>()): Set<string> => {
    if (!reached.has(path)) {
      reached.add(path);
      for (const next of importsOf(path, "import-statement")) reach(next, reached);
    }
    return reached;
  };
  const frame = reach(entry);
  const parts = Object.keys(metafile!.inputs).flatMap((path) => importsOf(path, "dynamic-import"));
  // What needs nothing of the frame, such as a dictionary, the frame may wait for before it begins.
  const askers = new Set([entry, ...parts.filter((part) => !reach(part).isDisjointFrom(frame))]);
  const made = parts.map((part) => reach(part));
  const along = Object.keys(metafile!.inputs).filter(
    (path) =>
      common.test(path) &&
      made.filter((files) => files.has(path)).length >= MANY &&
      [...reach(path)].every((file) => frame.has(file) || common.test(file)),
  );
  // What packages the frame has come with its own modules.
  const own = [...frame, ...along].filter((path) => /\.tsx?$/.test(path) && !askers.has(path));
  return {
    name: "one-frame",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^the-frame$/ }, ({ path }) => ({ path, namespace: "the-frame" }));
      onLoad({ filter: /./, namespace: "the-frame" }, () => ({
        contents: own.map((path) => `import ${JSON.stringify(`./${path}`)};`).join("\n"),
        resolveDir: options.absWorkingDir,
      }));
      onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        if (!askers.has(relative(options.absWorkingDir, path).replaceAll("\\", "/"))) return undefined;
        return { contents: `import "the-frame";\n${await readFile(path, "utf8")}`, loader: "tsx" };
      });
    },
  };
}
