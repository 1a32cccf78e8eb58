/** Robots, in words. */
import { BOT_KINDS, type BotKind } from "../model/bot.ts";

export const botWords: Record<BotKind, { name: string; says: string }> = {
  declared: { name: "Say so themselves", says: "Search engines, link previews, monitoring" },
  driven: {
    name: "Driven by a program",
    says: "A browser without a screen, or a script that says it is one",
  },
  fast: { name: "Faster than anybody", says: "More pages or orders in seconds than a person can manage" },
};

export const sumOfBots = (events: Record<BotKind, number>) =>
  BOT_KINDS.reduce((sum, kind) => sum + events[kind], 0);
