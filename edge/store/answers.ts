/**
 * What visitors answered: a row a question and visitor, so that an answer can be held against the orders after it; and what they
 * wrote, of each question the newest.
 */
import type { Reply } from "../../model/answers.ts";
import { DAY_MS } from "../../model/time.ts";
import { buyerOfVisitor } from "./buyer-of-visitor.ts";

export interface AnswerRow extends Reply {
  campaign: string;
  visitor: string;
  /** Epoch ms. */
  at: number;
}

/** Texts kept a question. */
export const MOST_TEXTS = 200;

/** The later answer stands. Nothing to write where there is none. */
export function saveAnswers(db: D1Database, site: string, rows: readonly AnswerRow[]): D1PreparedStatement[] {
  if (rows.length === 0) return [];
  const texts = rows.filter(({ text }) => text !== undefined);
  const answers = rows.map(({ campaign, question, visitor, at, chosen }) => [
    campaign,
    question,
    visitor,
    at,
    JSON.stringify(chosen),
  ]);
  const saved = db
    .prepare(
      `INSERT INTO answers (site, campaign, question, visitor, at, chosen)
       SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4 FROM json_each(?2) WHERE true
       ON CONFLICT (site, campaign, question, visitor) DO UPDATE SET at = excluded.at, chosen = excluded.chosen
       WHERE excluded.at >= answers.at`,
    )
    .bind(site, JSON.stringify(answers));
  if (texts.length === 0) return [saved];
  const asked = [...new Set(texts.map(({ campaign, question }) => JSON.stringify([campaign, question])))];
  return [
    saved,
    db
      .prepare(
        `INSERT INTO answer_texts (site, campaign, question, at, visitor, text)
         SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4 FROM json_each(?2) WHERE true
         ON CONFLICT DO NOTHING`,
      )
      .bind(
        site,
        JSON.stringify(
          texts.map(({ campaign, question, at, visitor, text }) => [campaign, question, at, visitor, text]),
        ),
      ),
    db
      .prepare(
        `DELETE FROM answer_texts
         WHERE site = ?1 AND (campaign, question) IN (SELECT value->>0, value->>1 FROM json_each(?2))
           AND at < (SELECT newest.at FROM answer_texts AS newest
                     WHERE newest.site = ?1 AND newest.campaign = answer_texts.campaign
                       AND newest.question = answer_texts.question
                     ORDER BY newest.at DESC LIMIT 1 OFFSET ?3)`,
      )
      .bind(site, `[${asked.join(",")}]`, MOST_TEXTS - 1),
  ];
}

export interface AnswerSum {
  question: string;
  /** Null: of the question as a whole. */
  option: string | null;
  visitors: number;
  /** Of them, who placed an order within the window after their answer. */
  ordered: number;
}

/** By question and option, and by question alone. Orders of which nothing was kept count for nobody. */
export async function sumAnswers(
  db: D1Database,
  site: string,
  campaign: string,
  windowDays: number,
): Promise<AnswerSum[]> {
  const { results } = await db
    .prepare(
      `WITH reply (question, chosen, hasOrdered) AS MATERIALIZED (
         SELECT question, chosen, EXISTS (
           SELECT 1 FROM orders INDEXED BY orders_by_buyer
           WHERE orders.site = ?1 AND orders.buyer = coalesce(${buyerOfVisitor("answers.visitor")}, 'v:' || answers.visitor)
             AND orders.placed_at >= answers.at AND orders.placed_at < answers.at + ?3
             AND orders.reported_minor IS NOT NULL)
         FROM answers WHERE site = ?1 AND campaign = ?2 AND chosen <> '[]'
       )
       SELECT question, NULL AS option, count(*) AS visitors, sum(hasOrdered) AS ordered FROM reply GROUP BY question
       UNION ALL
       SELECT question, one.value, count(*), sum(hasOrdered) FROM reply, json_each(chosen) AS one
       WHERE one.value <> ''
       GROUP BY question, one.value`,
    )
    .bind(site, campaign, windowDays * DAY_MS)
    .all<AnswerSum>();
  return results;
}

/** Of each question all that are kept, newest first. */
export async function listTexts(
  db: D1Database,
  site: string,
  campaign: string,
): Promise<{ question: string; at: number; visitor: string; text: string }[]> {
  const { results } = await db
    .prepare(
      `SELECT question, at, visitor, text FROM answer_texts WHERE site = ?1 AND campaign = ?2
       ORDER BY question, at DESC, visitor`,
    )
    .bind(site, campaign)
    .all<{ question: string; at: number; visitor: string; text: string }>();
  return results;
}
