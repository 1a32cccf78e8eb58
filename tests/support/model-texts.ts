/** What the model says to a member, and the dashboard shows in their language. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lifecycleWords } from "../../model/lifecycle.ts";
import { definitions } from "../../model/micro-moment.ts";
import { NEEDS, personasOf, TRADES, trades } from "../../model/personas.ts";
import { PLANNED_PARTS } from "../../model/play.ts";
import { JOURNEY_PLAYS, ON_SITE_PLAYS } from "../../model/plays.ts";
import { rfmSegmentWords } from "../../model/rfm.ts";
import { FIELD_GROUPS } from "../../model/segment/field.ts";
import { TAKEN } from "../../model/segment/operator.ts";
import { FIELDS, OPERATORS } from "../../model/segment.ts";
import { CHANNELS } from "../../model/source.ts";
import { sentencesOf } from "./dashboard-texts.ts";

/** Files whose sentences have names and figures in them. */
const SENTENCES = ["model/reason.ts", "model/lint.ts", "model/segment/contradiction.ts"];

export function modelTexts(root: string): string[] {
  const fields = Object.values(FIELDS);
  const personas = [undefined, ...TRADES].flatMap((trade) => personasOf(trade));
  const texts = [
    ...FIELD_GROUPS,
    ...fields.flatMap(({ label, units, values }) => [label, units, ...Object.values(values ?? {})]),
    ...Object.values(OPERATORS).flatMap((operators) => Object.values(operators).map(({ label }) => label)),
    ...Object.values(TAKEN).map(({ expected }) => expected),
    ...[rfmSegmentWords, lifecycleWords].flatMap((words) =>
      Object.values(words).flatMap(({ name, meaning }) => [name, meaning]),
    ),
    ...Object.values(definitions).flatMap(({ title, definition }) => [title, definition]),
    ...personas.flatMap(({ name, sentence, plays }) => [
      name,
      sentence,
      ...plays.flatMap(({ what, when }) => [what, when]),
    ]),
    ...Object.values(trades).map(({ name }) => name),
    ...Object.values(NEEDS).flatMap(({ missing, how }) => [missing, how]),
    ...Object.values(PLANNED_PARTS),
    ...[...ON_SITE_PLAYS, ...JOURNEY_PLAYS].flatMap(({ name, does }) => [name, does]),
    ...CHANNELS,
    ...SENTENCES.flatMap((file) => sentencesOf(readFileSync(join(root, file), "utf8"))),
  ];
  return [...new Set(texts.filter((text): text is string => !!text && /\p{L}{2}/u.test(text)))];
}
