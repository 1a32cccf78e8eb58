/** By a date, or one after the other: birthday, departure, welcome, a short course. */

import { say } from "../../templates/wording.ts";
import { FIRST_ORDER_POOL } from "../../templates.ts";
import { notBoughtYet } from "../on-site-play.ts";
import { days, hours, type JourneyPlay, push, wait, withHoldout } from "./journey-play.ts";

const BIRTHDAY_POOL = "birthday";

export const welcome: JourneyPlay = {
  id: "welcome-journey",
  name: "Welcome to notifications",
  does: "A hello to who has just said yes to notifications, and for who has not bought by the third day the code for a first order.",
  answers: ["C3", "E9", "M2"],
  asks: [],
  pools: { [FIRST_ORDER_POOL]: { name: "First order" } },
  journey: (shop, idOf) => {
    const t = say(shop);
    return {
      name: t("Welcome", "Powitanie"),
      trigger: { kind: "event", event: "push_permission" },
      exits: { order: true, emptiedCart: false, segmentsLeft: [] },
      reentryDays: null,
      steps: withHoldout([
        wait("after-an-hour", hours(1)),
        push("hello", {
          title: t("Good to have you here", "Miło, że jesteś"),
          body: t(
            "Few messages, none at night, and you can switch them off.",
            "Mało wiadomości, żadnej w nocy; wyłączysz je, kiedy chcesz.",
          ),
          href: "/",
        }),
        wait("after-3-days", days(3)),
        {
          kind: "if",
          id: "has-not-bought",
          segment: idOf(notBoughtYet(shop)),
          met: [
            { kind: "coupon", id: "code", pool: FIRST_ORDER_POOL },
            push("first-order", {
              title: t("For your first order", "Na pierwsze zamówienie"),
              body: t(
                "Your code: {{coupon.code|ask us for it}}.",
                "Twój kod: {{coupon.code|zapytaj nas o niego}}.",
              ),
              href: "/",
            }),
          ],
          unmet: [],
        },
      ]),
    };
  },
};

export const birthday: JourneyPlay = {
  id: "birthday",
  name: "Birthday",
  does: "Good wishes on the day that the trait “birthday” holds, with a code.",
  answers: ["C6"],
  asks: [],
  pools: { [BIRTHDAY_POOL]: { name: "Birthday" } },
  journey: (shop) => {
    const t = say(shop);
    return {
      name: t("Birthday", "Urodziny"),
      trigger: { kind: "date", trait: "birthday", daysBefore: 0, isYearly: true },
      reentryDays: 300,
      steps: [
        { kind: "until_hour", id: "at-nine", hour: 9 },
        { kind: "coupon", id: "code", pool: BIRTHDAY_POOL },
        push("wishes", {
          title: t("All the best today", "Wszystkiego najlepszego"),
          body: t(
            "A little something from us: {{coupon.code|ask for it}}.",
            "Drobiazg od nas: {{coupon.code|zapytaj o niego}}.",
          ),
          href: "/",
        }),
      ],
    };
  },
};

export const departure: JourneyPlay = {
  id: "departure",
  name: "A week before departure",
  does: "Seven days before the date that the trait “departure” holds: the details, and whom to ask.",
  answers: ["S5"],
  asks: ["contactHref"],
  journey: (shop) => {
    const t = say(shop);
    return {
      name: t("A week before departure", "Tydzień przed wyjazdem"),
      trigger: { kind: "date", trait: "departure", daysBefore: 7, isYearly: false },
      reentryDays: 6,
      steps: [
        { kind: "until_hour", id: "at-ten", hour: 10 },
        push("details", {
          title: t("A week to go", "Został tydzień"),
          body: t(
            "Papers, times and who to ask, all on one page.",
            "Dokumenty, godziny i kogo pytać, na jednej stronie.",
          ),
          href: shop.contactHref || "/",
        }),
      ],
    };
  },
};

export const nurture: JourneyPlay = {
  id: "nurture",
  name: "A short course for the careful",
  does: "Three short readings for who has answered a question of ours and not bought: one thing at a time, ten days in all.",
  answers: ["M3", "M15", "P14"],
  asks: ["guideHref"],
  journey: (shop, idOf) => {
    const t = say(shop);
    const href = shop.guideHref || "/";
    return {
      name: t("Short course", "Krótki kurs"),
      trigger: { kind: "event", event: "answer" },
      segmentsIn: [idOf(notBoughtYet(shop))],
      exits: { order: true, emptiedCart: false, segmentsLeft: [] },
      reentryDays: null,
      steps: withHoldout([
        wait("after-a-day", days(1)),
        push("first", {
          title: t("How to choose", "Jak wybierać"),
          body: t(
            "Three things that matter, and two that do not.",
            "Trzy rzeczy, które się liczą, i dwie bez znaczenia.",
          ),
          href,
          urgency: "low",
        }),
        wait("after-4-days", days(4)),
        push("second", {
          title: t("What lasts", "Co służy długo"),
          body: t("What to look at before the price.", "Na co patrzeć, zanim spojrzysz na cenę."),
          href,
          urgency: "low",
        }),
        wait("after-10-days", days(10)),
        push("third", {
          title: t("Questions others ask", "O co pytają inni"),
          body: t("Short answers, and a person for the rest.", "Krótkie odpowiedzi, a do reszty człowiek."),
          href: shop.contactHref || href,
          urgency: "low",
        }),
      ]),
    };
  },
};
