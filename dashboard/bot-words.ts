/** Robots, in words. */
import { BOT_KINDS, type BotKind } from "../model/bot.ts";
import { t } from "./words.ts";

export const botWords: Record<BotKind, { name: string; says: string }> = {
  declared: { name: t`Say so themselves`, says: t`Search engines, link previews, monitoring` },
  driven: {
    name: t`Driven by a program`,
    says: t`A browser without a screen, or a script that says it is one`,
  },
  fast: { name: t`Faster than anybody`, says: t`More pages or orders in seconds than a person can manage` },
};

export const sumOfBots = (events: Record<BotKind, number>) =>
  BOT_KINDS.reduce((sum, kind) => sum + events[kind], 0);
