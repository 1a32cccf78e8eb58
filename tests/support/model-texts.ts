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

export interface ModelTexts {
  /** Where they are translated. */
  dictionary: string;
  /** Files that bring them to the screen, of the model or the dashboard. */
  by: RegExp;
  texts: string[];
}

export function modelTexts(root: string): ModelTexts[] {
  const sentences = (file: string) => sentencesOf(readFileSync(join(root, file), "utf8"));
  const named = (words: Record<string, { name: string; meaning: string }>) =>
    Object.values(words).flatMap(({ name, meaning }) => [name, meaning]);
  const fields = Object.values(FIELDS);
  const personas = [undefined, ...TRADES].flatMap((trade) => personasOf(trade));
  const groups: [name: string, by: RegExp, texts: (string | undefined)[]][] = [
    [
      "conditions",
      /^model\/segment(\/(field|operator|parse))?\.ts$/,
      [
        ...FIELD_GROUPS,
        ...fields.flatMap(({ label, units, values }) => [label, units, ...Object.values(values ?? {})]),
        ...Object.values(OPERATORS).flatMap((operators) =>
          Object.values(operators).map(({ label }) => label),
        ),
        ...Object.values(TAKEN).map(({ expected }) => expected),
      ],
    ],
    ["buyers", /^model\/(rfm|lifecycle)\.ts$/, [...named(rfmSegmentWords), ...named(lifecycleWords)]],
    [
      "moments",
      /^model\/micro-moment\.ts$/,
      Object.values(definitions).flatMap(({ title, definition }) => [title, definition]),
    ],
    [
      "personas",
      /^model\/personas\.ts$/,
      [
        ...personas.flatMap(({ name, sentence, plays }) => [
          name,
          sentence,
          ...plays.flatMap(({ what, when }) => [what, when]),
        ]),
        ...Object.values(trades).map(({ name }) => name),
        ...Object.values(NEEDS).flatMap(({ missing, how }) => [missing, how]),
        ...Object.values(PLANNED_PARTS),
      ],
    ],
    [
      "plays",
      /^model\/plays\.ts$/,
      [...ON_SITE_PLAYS, ...JOURNEY_PLAYS].flatMap(({ name, does }) => [name, does]),
    ],
    ["channels", /visitor\/Facts\.tsx$|visitors\/Page\.tsx$|panels\/Sources\.tsx$/, [...CHANNELS]],
    ["reasons", /visitor\/WhyNot\.tsx$/, sentences("model/reason.ts")],
    [
      "findings",
      /^model\/lint\.ts$|^dashboard\/shell\/Findings\.tsx$/,
      [...sentences("model/lint.ts"), ...sentences("model/segment/contradiction.ts")],
    ],
  ];
  return groups.map(([name, by, texts]) => ({
    dictionary: `dashboard/model-words/${name}.pl.ts`,
    by,
    texts: [...new Set(texts.filter((text): text is string => !!text && /\p{L}{2}/u.test(text)))],
  }));
}
