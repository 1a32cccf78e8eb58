/** What visitors answered to a campaign, held against what they did next. */
import type { AnsweredOption, AnsweredQuestion, CampaignAnswers } from "../model/answer-report.ts";
import { isAsking, optionsOf, promoterScore, questionsOf } from "../model/answers.ts";
import { type Campaign, USUAL_ATTRIBUTION } from "../model/campaign.ts";
import type { Question } from "../model/content.ts";
import { type AnswerSum, listTexts, sumAnswers } from "./store/answers.ts";
import { countLeads } from "./store/leads.ts";

/** Questions as the campaign asks them now, and those it asked before that were answered. `now`: epoch ms. */
export async function readAnswers(
  db: D1Database,
  site: string,
  campaign: Campaign,
  now: number,
): Promise<CampaignAnswers> {
  const windowDays = (campaign.attribution ?? USUAL_ATTRIBUTION).clickDays;
  const [sums, texts, leads] = await Promise.all([
    sumAnswers(db, site, campaign.id, windowDays),
    listTexts(db, site, campaign.id),
    countLeads(db, site, campaign.id),
  ]);
  const asked = questionsOf(campaign);
  const former = [...new Set(sums.map(({ question }) => question))]
    .filter((name) => !asked.some((question) => question.name === name))
    .map((name): Question => {
      const hasOptions = sums.some(({ question, option }) => question === name && option !== null);
      return { name, ask: name, answer: hasOptions ? "several" : "text" };
    });
  return {
    isAsking: isAsking(campaign),
    questions: [...asked, ...former].map((question) => ({
      ...answersTo(
        question,
        sums.filter((sum) => sum.question === question.name),
      ),
      texts: texts.filter((text) => text.question === question.name).map(({ question: _, ...text }) => text),
    })),
    leads,
    windowDays,
    now,
  };
}

const NOBODY = { visitors: 0, ordered: 0 };

function answersTo(question: Question, sums: readonly AnswerSum[]): Omit<AnsweredQuestion, "texts"> {
  const { name, ask, answer } = question;
  const { visitors, ordered } = sums.find(({ option }) => option === null) ?? NOBODY;
  const known = optionsOf(question);
  const former = sums.flatMap(({ option }) =>
    option === null || known.some(({ value }) => value === option) ? [] : [{ value: option, label: option }],
  );
  const options = [...known, ...former].map(({ value, label }): AnsweredOption => {
    const chosen = sums.find(({ option }) => option === value) ?? NOBODY;
    return {
      value,
      label,
      visitors: chosen.visitors,
      ordered: chosen.ordered,
      share: visitors > 0 ? chosen.visitors / visitors : 0,
      others: { visitors: visitors - chosen.visitors, ordered: ordered - chosen.ordered },
    };
  });
  const promoters = answer === "score" ? promoterScore(options.map((option) => option.visitors)) : null;
  return { name, ask, answer, visitors, ordered, options, promoters };
}
