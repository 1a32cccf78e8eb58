/** Words and figures as a Polish member reads them. */
import { expect, test, vi } from "vitest";

vi.stubGlobal("document", { documentElement: { lang: "pl" } });
const { sayAge, sayCount, sayDay, sayList, sayMoney, sayMonth, sayNth, sayNumber, saySpan, sayWeekday } =
  await import("../../dashboard/format.ts");
const { learn, t } = await import("../../dashboard/words.ts");
learn((await import("../../dashboard/pages/pool/pl.ts")).default);
learn((await import("../../dashboard/model-words/reasons.pl.ts")).default);
const plain = (text: string) => text.replaceAll("\u00a0", " ");

test.each([
  [1, "1 kod"],
  [2, "2 kody"],
  [5, "5 kodów"],
  [12, "12 kodów"],
  [22, "22 kody"],
  [1.5, "2 kody"],
])("%d of a thing reads %s", (count, said) => {
  expect(plain(sayCount(count, "code"))).toBe(said);
});

test("figures and money have a comma and spaces", () => {
  expect(plain(sayNumber(1200))).toBe("1 200");
  expect(plain(sayMoney(120_000, "PLN"))).toBe("1 200,00 zł");
  expect(plain(sayMoney(-1_234_567, "EUR"))).toBe("−12 345,67 €");
});

test("days, months and spans are Polish", () => {
  const now = Date.parse("2026-11-22T14:20:00Z");
  expect(plain(sayDay(now, "Europe/Warsaw", now))).toBe("22 lis");
  expect(plain(sayDay(now, "Europe/Warsaw", now + 90 * 86_400_000))).toBe("22 lis 2026");
  expect(plain(sayWeekday(now, "Europe/Warsaw", now))).toBe("niedziela 22 lis");
  expect(plain(sayMonth("2026-11"))).toBe("listopad 2026");
  expect(plain(saySpan(3 * 3_600_000))).toBe("3 godz.");
  expect(plain(saySpan(11 * 86_400_000))).toBe("11 dni");
  expect(sayAge(now, now)).toBe("teraz");
  expect(sayNth(2)).toBe("2.");
  expect(sayList(["a", "b", "c"], "or")).toBe("a, b lub c");
});

test("a sentence of the model is recognised with the names in it, and each of them as well", () => {
  expect(t("Qualifies for the slot “home”, variant B.")).toBe("Spełnia warunki: slot „home”, wariant B.");
  expect(t("Not in Tea time: the value is 0.")).toBe("Nie jest w Tea time: wartość to 0.");
  expect(t("Would show on the cart page, a product page.")).toBe(
    "Pojawi się tutaj: koszyk, strona produktu.",
  );
  expect(t("Would show without Tea time.")).toBe("Pojawi się, gdy nie będzie Tea time.");
});

test("a text that no dictionary has stays English, without the mark of its meaning", () => {
  expect(t`Nobody has translated ${"this"} yet##test`).toBe("Nobody has translated this yet");
});

test("parts of a page among the values make a list of parts", () => {
  expect(t`Download ${{ type: "b" } as never}`).toEqual(["Pobierz ", { type: "b" }, ""]);
});
