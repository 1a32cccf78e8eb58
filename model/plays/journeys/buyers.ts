/** After an order, and for who has not been back. */
import type { Step } from "../../journey.ts";
import type { Segment } from "../../segment.ts";
import { type ShopValues, say } from "../../templates/wording.ts";
import { days, hours, type JourneyPlay, push, wait, withHoldout } from "./journey-play.ts";

const WIN_BACK_POOL = "win-back";

/** Of a step that leads to a page the shop may not have. */
const where = (href: string, steps: Step[]) => (href ? steps : []);

export const afterPurchase: JourneyPlay = {
  id: "after-purchase",
  name: "After the order",
  does: "Thanks, tell a friend after 2 days, is all well, how to use it, an opinion, what goes with it: three weeks in six short messages.",
  answers: ["C4", "C5", "E19", "E25", "M10", "M11", "M12", "M13"],
  asks: ["contactHref", "guideHref", "reviewHref"],
  journey: (shop) => {
    const t = say(shop);
    return {
      name: t("After the order", "Po zakupie"),
      trigger: { kind: "order" },
      reentryDays: 21,
      steps: withHoldout([
        { kind: "webhook", id: "thanks-on-paper", type: "thank_you" },
        wait("after-an-hour", hours(1)),
        push("thanks", {
          title: t("Thank you", "Dziękujemy"),
          body: t(
            "We pack it with care and tell you when it leaves.",
            "Pakujemy starannie i damy znać, gdy wyruszy.",
          ),
          href: "/",
        }),
        wait("after-2-days", days(2)),
        push("refer", {
          title: t("Somebody else would like it?", "Komuś też się spodoba?"),
          body: t(
            "Tell a friend where the {{last_purchased.name|find}} comes from.",
            "Powiedz, skąd masz: {{last_purchased.name|nowy nabytek}}.",
          ),
          href: "/",
        }),
        ...where(shop.contactHref, [
          wait("after-4-days", days(4)),
          push("all-well", {
            title: t("Is everything well?", "Czy wszystko w porządku?"),
            body: t(
              "If anything is not as it should be, we put it right.",
              "Jeśli coś jest nie tak, naprawimy to.",
            ),
            href: shop.contactHref,
          }),
        ]),
        ...where(shop.guideHref, [
          wait("after-6-days", days(6)),
          push("how-to-use", {
            title: t("So that it lasts", "Żeby służyło długo"),
            body: t(
              "How to use and care for the {{last_purchased.name|new thing}}.",
              "Jak używać i dbać: {{last_purchased.name|nowy nabytek}}.",
            ),
            href: shop.guideHref,
          }),
        ]),
        ...where(shop.reviewHref, [
          wait("after-14-days", days(14)),
          push("review", {
            title: t("What do you think of it?", "Jak się sprawdza?"),
            body: t(
              "Two sentences about the {{last_purchased.name|order}} help the next one choose.",
              "Dwa zdania ({{last_purchased.name|zakup}}) pomogą wybrać innym.",
            ),
            href: shop.reviewHref,
          }),
        ]),
        wait("after-21-days", days(21)),
        push("complement", {
          title: t("Goes well with it", "Pasuje do tego"),
          body: t(
            "A few things that suit the {{last_purchased.name|last choice}}.",
            "Kilka rzeczy w parze z: {{last_purchased.name|ostatni zakup}}.",
          ),
          href: "/",
        }),
      ]),
    };
  },
};

export const replenishment: JourneyPlay = {
  id: "running-out",
  name: "When it should be running out",
  does: "Offers what was bought once it should be used up: by the product's own usual gap, else the interval you set.",
  answers: ["E14", "E26"],
  asks: [],
  journey: (shop) => {
    const t = say(shop);
    return {
      name: t("Running out", "Kończy się"),
      trigger: { kind: "runs_out", usualDays: 60, categories: [], isLearned: true },
      exits: { order: true, emptiedCart: false, segmentsLeft: [] },
      reentryDays: 14,
      steps: withHoldout([
        { kind: "until_hour", id: "in-the-morning", hour: 10 },
        push("again", {
          title: t("Running low?", "Kończy się?"),
          body: t(
            "{{product.name|What you bought}}: the next one can be with you in time.",
            "{{product.name|Twój zakup}}: kolejne dotrze na czas.",
          ),
          href: "/",
          about: "product",
        }),
      ]),
    };
  },
};

/** As an order of two weeks' silence: the shop may change it. */
const quietFor = (shop: ShopValues): Segment => ({
  id: "quiet-for-a-month",
  name: say(shop)("Not here for 30 days", "Bez wizyty od 30 dni"),
  condition: { field: "days_since_visit", op: "gte", value: 30 },
});

export const promising: JourneyPlay = {
  id: "promising",
  name: "A gentle word to the promising",
  does: "Who has fallen to Promising hears how the last thing does and what is new, before they fall further.",
  answers: ["E3", "E6", "E8"],
  asks: [],
  journey: (shop) => {
    const t = say(shop);
    return {
      name: t("Promising", "Obiecujący"),
      trigger: { kind: "fall", to: ["promising"] },
      exits: { order: true, emptiedCart: false, segmentsLeft: [] },
      reentryDays: 30,
      steps: withHoldout([
        { kind: "until_hour", id: "in-the-evening", hour: 18 },
        push("how-is-it", {
          title: t("How is the {{last_purchased.name|new one}}?", "Jak tam {{last_purchased.name|zakup}}?"),
          body: t(
            "New things have come in beside {{last_viewed.name|what you looked at}}.",
            "Są nowości obok: {{last_viewed.name|ostatnio oglądane}}.",
          ),
          href: "/",
          picture: "viewed",
        }),
      ]),
    };
  },
};

export const winBack: JourneyPlay = {
  id: "win-back",
  name: "Win back who has fallen asleep",
  does: "Who has fallen to Hibernating or Lost is told that they are missed; a week later a code. Never given up, but no more than once in 60 days.",
  answers: ["E20", "E22", "M17", "C13"],
  asks: [],
  pools: { [WIN_BACK_POOL]: { name: "Win back" } },
  journey: (shop) => {
    const t = say(shop);
    return {
      name: t("Win back", "Odzyskiwanie"),
      trigger: { kind: "fall", to: ["hibernating", "lost", "at_risk", "cant_lose_them"] },
      exits: { order: true, emptiedCart: false, segmentsLeft: [] },
      reentryDays: 60,
      steps: withHoldout([
        { kind: "until_hour", id: "at-eleven", hour: 11 },
        push("missed", {
          title: t("We have not seen you for a while", "Dawno Cię nie było"),
          body: t(
            "{{last_viewed.name|What you liked}} is here, and new things with it.",
            "{{last_viewed.name|To, co wpadło w oko}} jest tu nadal, z nowościami.",
          ),
          href: "/",
          picture: "viewed",
        }),
        wait("after-a-week", days(7)),
        { kind: "coupon", id: "code", pool: WIN_BACK_POOL },
        push("code-for-return", {
          title: t("Something to come back for", "Jest po co wrócić"),
          body: t(
            "Your code: {{coupon.code|ask us for it}}.",
            "Twój kod: {{coupon.code|zapytaj nas o niego}}.",
          ),
          href: "/",
        }),
      ]),
    };
  },
};

export const inactivity: JourneyPlay = {
  id: "inactive",
  name: "Gone quiet",
  does: "Who has not been here for 30 days hears once what is new; your own tools are told by a webhook.",
  answers: ["P13", "P19", "C13"],
  asks: [],
  journey: (shop, idOf) => {
    const t = say(shop);
    const segment = idOf(quietFor(shop));
    return {
      name: t("Gone quiet", "Cisza"),
      trigger: { kind: "segment_enter", segment },
      exits: { order: true, emptiedCart: false, segmentsLeft: [segment] },
      reentryDays: 90,
      steps: withHoldout([
        { kind: "webhook", id: "tell-us", type: "inactive" },
        { kind: "until_hour", id: "at-noon", hour: 12 },
        push("what-is-new", {
          title: t("A month of new things", "Miesiąc nowości"),
          body: t(
            "A short look is enough to see what has come.",
            "Wystarczy rzut oka, by zobaczyć, co przyszło.",
          ),
          href: "/",
        }),
      ]),
    };
  },
};
