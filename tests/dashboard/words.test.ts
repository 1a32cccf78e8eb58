/** Every text of the dashboard is said in both languages: what the sources say against what the dictionaries have. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { Dictionary } from "../../dashboard/words.ts";
import {
  dictionariesIn,
  dictionaryTexts,
  FIRST,
  plainInTables,
  sourcesOf,
  textsOf,
  valuesOf,
} from "../support/dashboard-texts.ts";

const root = join(import.meta.dirname, "../..");
const wanted = dictionaryTexts(root);
const polish = new Map<string, Dictionary>();
for (const file of dictionariesIn(root)) {
  const module: { default: Dictionary } = await import(join(root, file));
  polish.set(file, module.default);
}

/** The same in every language. */
const NAMES = ["WooCommerce", "Shopify", "E-mail"];
/** Names of keys, initials, and what is a type. */
const NOT_SAID = /^(Ctrl|Alt|Esc)\b|^[A-Z]{2}$|^\(\w+:/;

test("a scan of the sources finds templates within templates, and things that are counted", () => {
  const source =
    't`Sent #{isAll ? t`to all` : who} \\u00a0 ok`; sayCount(Math.max(1, n), "code"); sayCount(n, "try", "tries")'.replace(
      "#",
      "$",
    );
  expect(textsOf(source)).toEqual(["Sent {0} \u00a0 ok", "to all", "code|codes", "try|tries"]);
});

test.each([...wanted])("%s has every text of its part in Polish, and no other", (file, { keys, also }) => {
  const brought = new Set(also.flatMap((one) => Object.keys(polish.get(one) ?? {})));
  const has = Object.keys(polish.get(file) ?? {});
  expect(keys.filter((key) => !has.includes(key))).toEqual([]);
  expect(has.filter((key) => !keys.includes(key) && !brought.has(key))).toEqual([]);
});

test("a dictionary brings along those of what its page shares with others", () => {
  for (const [file, { also }] of wanted) {
    const has = polish.get(file) ?? {};
    for (const other of also)
      expect(
        Object.keys(polish.get(other) ?? {}).filter((key) => !(key in has)),
        `${other} in ${file}`,
      ).toEqual([]);
  }
});

test("no dictionary stands where nothing is said", () => {
  expect(dictionariesIn(root).filter((file) => file !== FIRST && !wanted.has(file))).toEqual([]);
});

test("every dictionary is loaded: with its page, by what comes later, or within another", () => {
  const dictionaries = dictionariesIn(root);
  const files = [
    ...sourcesOf(root),
    ...dictionaries.map((file) => [file, readFileSync(join(root, file), "utf8")] as const),
  ];
  const loaded = files.flatMap(([file, source]) =>
    [...source.matchAll(/(?:from |import\()"(\.[^"]*pl\.ts)"/g)].map(([, from]) =>
      join(dirname(file), from!),
    ),
  );
  const isOfPage = (file: string) => /^dashboard\/pages\/[^/]+\/pl\.ts$/.test(file);
  expect(dictionaries.filter((file) => file !== FIRST && !isOfPage(file) && !loaded.includes(file))).toEqual(
    [],
  );
});

test("a translation keeps every value of its text, its outer spaces, and the forms of what is counted", () => {
  const values = (text: string) => (text.match(/\{\d+\}/g) ?? []).sort().join();
  const ends = (text: string) => [/^\s*/.exec(text)![0], /\s*$/.exec(text)![0]];
  const wrong = [...polish].flatMap(([file, words]) =>
    Object.entries(words)
      .filter(([key, said]) => {
        if (/^[^{}]+\|[^{}]+$/.test(key)) return said.split("|").length < 3;
        return said !== "" && (values(key) !== values(said) || ends(key).join() !== ends(said).join());
      })
      .map(([key, said]) => `${file}: ${key}: ${said}`),
  );
  expect(wrong).toEqual([]);
});

test("one English text has one Polish text, wherever it stands", () => {
  const first = new Map<string, string>();
  const two = [...polish.values()].flatMap((words) =>
    Object.entries(words).filter(([key, said]) => {
      const before = first.get(key);
      if (before === undefined) first.set(key, said);
      return before !== undefined && before !== said;
    }),
  );
  expect(two).toEqual([]);
});

test("what is chosen between in a text, or between tags, is a text as well", () => {
  const bare = [...sourcesOf(root)].flatMap(([file, source]) => {
    const between = file.endsWith(".tsx")
      ? [...source.matchAll(/(?<=^\s*|>)\{([^{}]*)\}/gm)].map(([, value]) => value!)
      : [];
    return [...valuesOf(source), ...between]
      .flatMap((value) => [...value.matchAll(/\? "([^"]*)"|(?<=\? .*): "([^"]*)"$/gm)])
      .map(([, one, other]) => one ?? other!)
      .filter((text) => /\p{L}{2}/u.test(text))
      .map((text) => `${file}: ${text}`);
  });
  expect(bare).toEqual([]);
});

test("no English stands between tags or in an attribute that is read, but in t", () => {
  const bare = [...sourcesOf(root)]
    .filter(([file]) => file.endsWith(".tsx"))
    .flatMap(([file, source]) => {
      const code = source
        .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "")
        .replace(/<(code|kbd)>[^<]*<\/\1>/g, "");
      const texts = [...code.matchAll(/(?<!=)>([^<>{}`;=|&?"]*\p{L}{2}[^<>{}`;=|&?"]*)<\/?[a-zA-Z]/gu)];
      const attributes = [
        ...code.matchAll(
          /\s(?:title|aria-label|label|placeholder|hint|legend|caption|text|aside|what)="([^"]*\p{L}{2}[^"]*)"/gu,
        ),
        // Of a field it is its name in a form, in small letters.
        ...code.matchAll(/\sname="(\p{Lu}\p{Ll}[^"]*)"/gu),
      ];
      return [...texts, ...attributes]
        .map(([, text]) => text!.trim())
        .filter((text) => !NOT_SAID.test(text))
        .map((text) => `${file}: ${text}`);
    });
  expect(bare).toEqual([]);
});

test("no English stands bare in a table of words", () => {
  expect(plainInTables('const WORDS = { a: t`one`, b: "two", c: "WooCommerce", d: "" };')).toEqual([
    "two",
    "WooCommerce",
  ]);
  const bare = [...sourcesOf(root)].flatMap(([file, source]) =>
    plainInTables(source)
      .filter((text) => !NAMES.includes(text))
      .map((text) => `${file}: ${text}`),
  );
  expect(bare).toEqual([]);
});
