import { describe, expect, test } from "vitest";
import { rankOf, rankOfId } from "../../model/search.ts";

describe("what is typed finds", () => {
  test.each([
    ["the beginning of a name", "Cart help on exit", "cart h"],
    ["the beginning of a later word", "Cart help on exit", "exit"],
    ["words in another order", "Cart help on exit", "exit cart"],
    ["what stands within a word", "order-10042", "0042"],
    ["letters without their marks", "Światło i łazienka", "swiatlo lazienka"],
    ["capital letters or small ones", "RFM and lifecycle", "rfm"],
    ["a word with letters left out", "New campaign", "campgn"],
  ])("%s", (_, text, typed) => expect(rankOf(text, typed)).toBeGreaterThan(0));

  test.each([
    ["a word that is not there", "Cart help on exit", "cart bar"],
    ["two letters that follow each other somewhere", "Cart help", "ch"],
    ["letters of several words", "Campaigns started", "cst"],
    ["nothing typed", "Cart help", "  "],
  ])("but not %s", (_, text, typed) => expect(rankOf(text, typed)).toBe(0));
});

test("an id is found by its beginning or a part of it, and not by letters strewn over it", () => {
  expect(rankOfId("PL-10042", "pl-1")).toBeGreaterThan(rankOfId("PL-10042", "0042"));
  expect(rankOfId("PL-10042", "0042")).toBeGreaterThan(0);
  expect(rankOfId("xcZaKr9tQ", "cart")).toBe(0);
});

test("the closer answer comes first", () => {
  const names = ["Descartes", "My cart", "Cabinet art", "Cart", "Cart help on exit"];
  const ordered = names
    .filter((name) => rankOf(name, "cart") > 0)
    .sort((a, b) => rankOf(b, "cart") - rankOf(a, "cart"));
  expect(ordered).toEqual(["Cart", "Cart help on exit", "My cart", "Descartes"]);
});
