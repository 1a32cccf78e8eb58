/** What ingest tells webhooks: segments entered and left, answers, and leads. Pure. */
import type { Lead } from "../../model/answer-report.ts";
import { questionsOf } from "../../model/answers.ts";
import type { Campaign } from "../../model/campaign.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import type { Telling } from "../../model/webhook.ts";
import type { AnswerRow } from "../store/answers.ts";
import type { Claim, GivenCode } from "../store/coupons.ts";
import type { LogEntry } from "../store/log.ts";

/** Of rules that were never published nothing is told. `askers`: the campaigns answered to, by id. */
export function tellingsOf(
  {
    log,
    answers,
    leads,
  }: { log: readonly LogEntry[]; answers: readonly AnswerRow[]; leads: readonly Lead[] },
  askers: ReadonlyMap<string, Campaign>,
  snapshot: Snapshot | undefined,
): Telling[] {
  if (!snapshot) return [];
  return [
    ...log.flatMap(({ visitor, moments }) =>
      moments.flatMap(({ name, at, props }) =>
        name === "segment_enter" || name === "segment_exit"
          ? [segmentTelling(snapshot, name, visitor, String(props.segment), at)]
          : [],
      ),
    ),
    ...leads.map((lead): Telling => {
      const { type, value, name, visitor, campaign, at, consent, controller } = lead;
      const data = {
        contact: { type, value },
        field: name,
        campaign,
        consent: { text: consent, controller },
      };
      return { type: "lead.created", visitor, at, subject: `${type} ${value}`, data };
    }),
    ...answers.map((answer): Telling => {
      const { campaign: id, question: name, visitor, at, chosen, text } = answer;
      const campaign = askers.get(id);
      const ask = campaign && questionsOf(campaign).find((question) => question.name === name)?.ask;
      const data = {
        campaign: { id, name: campaign?.name ?? id },
        question: { name, ask: ask ?? name },
        values: text === undefined ? chosen : [text],
      };
      return { type: "answer.given", visitor, at, subject: `${id} ${name}`, data };
    }),
  ];
}

/** Told as often as the code is asked for, it is one message: it happened when the code was given. */
export function codeTelling(
  { code, expiresAt, givenAt }: GivenCode,
  { visitor, pool, campaign }: Pick<Claim, "visitor" | "pool" | "campaign">,
): Telling {
  const until = expiresAt === null ? null : new Date(expiresAt).toISOString();
  return {
    type: "coupon.given",
    visitor,
    at: givenAt,
    subject: code,
    data: { code, pool, expiresAt: until, by: campaign },
  };
}

/** Somebody has come into a segment, or left it; by what they did or by the clock. */
export function segmentTelling(
  { segments }: Pick<Snapshot, "segments">,
  move: "segment_enter" | "segment_exit",
  visitor: string,
  segment: string,
  at: number,
): Telling {
  const name = segments.find(({ id }) => id === segment)?.name ?? segment;
  const type = move === "segment_enter" ? "segment.entered" : "segment.left";
  return { type, visitor, at, subject: segment, data: { segment: { id: segment, name } } };
}
