import { expect, test } from "vitest";
import { languageOf } from "../../model/language.ts";

test.each([
  ["en_US", "en-US"],
  ["PL", "pl"],
  ["zh_hant_tw", "zh-Hant-TW"],
  ["pl-PL", "pl-PL"],
  ["en_US.UTF-8", undefined],
  ["en-US@posix", undefined],
  ["", undefined],
  ["-", undefined],
])("a language written %o is %s", (named, language) => {
  expect(languageOf(named)).toBe(language);
  expect(() => new Intl.NumberFormat(languageOf(named))).not.toThrow();
});
