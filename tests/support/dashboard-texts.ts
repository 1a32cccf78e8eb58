/** Every text of the dashboard as its source says it, and the dictionary it belongs to. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { modelTexts } from "./model-texts.ts";

export interface Text {
  /** As a dictionary has it: "Published {0}"; of a counted thing "order|orders". */
  key: string;
  /** Path from the project's root. */
  file: string;
}

/** Holds the lookup itself, and forms of a thing that is counted. */
const OWN = new Set(["dashboard/words.ts"]);

/** Sources of the dashboard, dictionaries apart. */
export function sourcesOf(root: string): Map<string, string> {
  const files = readdirSync(join(root, "dashboard"), { recursive: true, encoding: "utf8" })
    .map((file) => `dashboard/${file}`)
    .filter(
      (file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts") && !isDictionary(file) && !OWN.has(file),
    );
  return new Map(files.sort().map((file) => [file, readFileSync(join(root, file), "utf8")]));
}
export const isDictionary = (file: string) => /(^|[/.-])pl\.ts$/.test(file);

/** In the order in which they stand. */
export function textsOf(source: string): string[] {
  const said = [...source.matchAll(/(?<![\w.`])t`/g)].map(({ index }) => ({
    index,
    key: templateAt(source, index + 1).key,
  }));
  const counted = [...source.matchAll(/(?<!function )\bsayCount\(/g)].flatMap(({ index, 0: call }) => {
    const [, one, many] = argumentsAt(source, index + call.length).map(
      (argument) => /^"([^"]+)"$/.exec(argument)?.[1],
    );
    return one ? [{ index, key: `${one}|${many ?? `${one}s`}` }] : [];
  });
  return [...said, ...counted].sort((a, b) => a.index - b.index).map(({ key }) => key);
}

/** What stands in the texts of a file as their values, as its source has it. */
export const valuesOf = (source: string): string[] =>
  [...source.matchAll(/(?<![\w.`])t`/g)].flatMap(({ index }) => templateAt(source, index + 1).values);

/** Texts with words in them that stand bare in a table of constants beside texts that are said. */
export const plainInTables = (source: string): string[] =>
  [...source.matchAll(/^(?:export )?const [A-Z_]+\b[^=]*= \{/gm)].flatMap(({ index, 0: begin }) => {
    const values = argumentsAt(source, index + begin.length).map((entry) => entry.replace(/^[^:]*:\s*/, ""));
    if (!values.some((value) => value.startsWith("t`"))) return [];
    return values.filter((value) => /^"[^"]*\p{L}{2}[^"]*"$/u.test(value)).map((value) => value.slice(1, -1));
  });

/** Texts with words in them that a file of the model puts together, its comments apart. */
export function sentencesOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|^(import|export) [^;]* from .*$/gm, "");
  const plain = [...code.matchAll(/"((?:[^"\\\n]|\\.)* (?:[^"\\\n]|\\.)*)"/g)].map(
    ([said]) => JSON.parse(said) as string,
  );
  const built = [...code.matchAll(/`/g)].flatMap(({ index }) => {
    try {
      return [templateAt(code, index).key];
    } catch {
      return [];
    }
  });
  // What stands between two strings of one line looks like a string too.
  const isCode = (text: string) =>
    /&&|[|=?]{2}|=>|\n|^\s*[)\]:;]|^, \w+: |^",? /.test(text) || !/\p{L}{2}/u.test(text);
  return [...plain, ...built].filter(
    (text) => text.includes(" ") && !isCode(text.replace(/\{\d+\}/g, "")) && text.trim() !== "or",
  );
}

/** The template whose first backtick is at `from`: its key, the code of its values, and where it ends. */
function templateAt(source: string, from: number): { key: string; values: string[]; end: number } {
  let key = "";
  const values: string[] = [];
  let at = from + 1;
  while (source[at] !== "`") {
    if (at >= source.length) throw new Error(`A template has no end: ${source.slice(from, from + 60)}`);
    if (source.startsWith("${", at)) {
      key += `{${values.length}}`;
      const end = closing(source, at + 2);
      values.push(source.slice(at + 2, end));
      at = end + 1;
    } else if (source[at] === "\\") {
      const mark = /^\\(u[\da-f]{4}|.)/i.exec(source.slice(at, at + 6))![0];
      key += JSON.parse(`"${mark === "\\`" || mark === "\\$" ? mark.slice(1) : mark}"`);
      at += mark.length;
    } else key += source[at++];
  }
  return { key, values, end: at };
}

/** Where the brace or bracket closes whose inside begins at `from`. */
function closing(source: string, from: number): number {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    const char = source[at]!;
    if (char === "`") at = templateAt(source, at).end;
    else if (char === '"') at = source.indexOf('"', at + 1);
    else if ("{([".includes(char)) depth++;
    else if ("})]".includes(char) && depth-- === 0) return at;
  }
  throw new Error(`A brace has no end: ${source.slice(from, from + 60)}`);
}

function argumentsAt(source: string, from: number): string[] {
  const end = closing(source, from);
  const parts: string[] = [];
  let depth = 0;
  let start = from;
  for (let at = from; at < end; at++) {
    const char = source[at]!;
    if (char === "`") at = templateAt(source, at).end;
    else if ("{([".includes(char)) depth++;
    else if ("})]".includes(char)) depth--;
    else if (char === "," && depth === 0) {
      parts.push(source.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, source.slice(start, end)].map((part) => part.trim());
}

/** What a file imports at once of the dashboard: types and what is loaded later are left out. */
export function importsOf(source: string, file: string): string[] {
  return [...source.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+"(\.[^"]+)";/gms)].map(([, from]) =>
    join(dirname(file), from!),
  );
}

/** Parts of a page that come after it, each with a dictionary of its own beside it. */
const laterOf = (source: string, file: string): string[] =>
  [...source.matchAll(/(?<!typeof )\bimport\("(\.[^"]+\.tsx)"\)/g)]
    .map(([, from]) => join(dirname(file), from!))
    .filter(isOfPage);

/** The files and all that is evaluated with them. */
export function reachOf(sources: ReadonlyMap<string, string>, entries: string[]): Set<string> {
  const reached = new Set<string>();
  const follow = (file: string) => {
    const source = sources.get(file);
    if (source === undefined || reached.has(file)) return;
    reached.add(file);
    for (const from of importsOf(source, file)) follow(from);
  };
  for (const entry of entries) follow(entry);
  return reached;
}

/** Loaded before anything else. */
export const FIRST = "dashboard/pl.ts";

/**
 * The dictionary of a file: the first one for what the entry evaluates, that of its page, and for what pages share
 * one beside it.
 */
export function dictionaryOf(file: string, first: ReadonlySet<string>): string {
  if (first.has(file)) return FIRST;
  const folder =
    /^dashboard\/(?:pages|components)\/[^/]+(?=\/)/.exec(file)?.[0] ??
    /^dashboard\/[^/]+(?=\/)/.exec(file)?.[0];
  return folder ? `${folder}/pl.ts` : file.replace(/\.tsx?$/, ".pl.ts");
}

/** What a dictionary has to have, and what others it brings along. */
export interface Wanted {
  keys: string[];
  also: string[];
}

/**
 * Every dictionary there is to be. What a page borrows of another page's files stands in its own; what pages share, and
 * what the model says, are brought along.
 */
export function dictionaryTexts(root: string): Map<string, Wanted> {
  const sources = sourcesOf(root);
  const first = reachOf(sources, ["dashboard/main.tsx"]);
  const groups = modelTexts(root);
  const wanted = new Map<string, Wanted>();
  const of = (dictionary: string) => {
    const known = wanted.get(dictionary) ?? { keys: [], also: [] };
    wanted.set(dictionary, known);
    return known;
  };
  const take = (dictionary: string, keys: readonly string[]) => {
    const known = of(dictionary);
    for (const key of keys) if (!known.keys.includes(key)) known.keys.push(key);
  };
  take(FIRST, []);
  for (const [file, source] of sources)
    if (!isOfPage(file) || first.has(file)) take(dictionaryOf(file, first), textsOf(source));
  for (const { dictionary, texts } of groups) take(dictionary, texts);
  const toldBy = (files: string[]) =>
    groups.filter(({ by }) =>
      files.some((file) => by.test(file) || modelImports(sources.get(file)!).some((one) => by.test(one))),
    );
  of(FIRST).also = toldBy([...first]).map(({ dictionary }) => dictionary);
  for (const entry of sources.keys()) {
    if (!/^dashboard\/pages\/[^/]+\/Page\.tsx$/.test(entry) || first.has(entry)) continue;
    const page = entry.replace("Page.tsx", "pl.ts");
    const files = [...reachOf(sources, [entry])].filter((file) => !first.has(file));
    for (const file of files) if (isOfPage(file)) take(page, textsOf(sources.get(file)!));
    for (const part of files.flatMap((file) => laterOf(sources.get(file)!, file))) {
      const later = [...reachOf(sources, [part])].filter((file) => !first.has(file) && !files.includes(file));
      const words = `${dirname(part)}/pl.ts`;
      for (const file of later) if (isOfPage(file)) take(words, textsOf(sources.get(file)!));
      const brought = later.filter((file) => !isOfPage(file)).map((file) => dictionaryOf(file, first));
      of(words).also = [
        ...new Set([...brought, ...toldBy(later).map(({ dictionary }) => dictionary)]),
      ].sort();
    }
    const shared = files.filter((file) => !isOfPage(file)).map((file) => dictionaryOf(file, first));
    of(page).also = [...new Set([...shared, ...toldBy(files).map(({ dictionary }) => dictionary)])].sort();
  }
  const said = new Set([FIRST, ...of(FIRST).also].flatMap((dictionary) => of(dictionary).keys));
  for (const [dictionary, known] of wanted)
    if (dictionary !== FIRST && !of(FIRST).also.includes(dictionary))
      known.keys = known.keys.filter((key) => !said.has(key));
  for (const [dictionary, { keys, also }] of wanted)
    if (keys.length + also.length === 0) wanted.delete(dictionary);
  for (const known of wanted.values())
    known.also = known.also.filter(
      (one) => wanted.has(one) && (known === of(FIRST) || !of(FIRST).also.includes(one)),
    );
  for (const known of wanted.values()) {
    const brought = new Set(known.also.flatMap((one) => of(one).keys));
    known.keys = known.keys.filter((key) => !brought.has(key));
  }
  return wanted;
}
const isOfPage = (file: string) => file.startsWith("dashboard/pages/");
const modelImports = (source: string): string[] =>
  [...source.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+"[./]+(model\/[^"]+)";/gms)].map(
    ([, from]) => from!,
  );

export const dictionariesIn = (root: string): string[] =>
  readdirSync(join(root, "dashboard"), { recursive: true, encoding: "utf8" })
    .map((file) => `dashboard/${file}`)
    .filter((file) => isDictionary(file) && existsSync(join(root, file)))
    .sort();
