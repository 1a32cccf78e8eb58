/** Answers and leads as the API tells them. */
import type { PromoterScore } from "./answers.ts";
import type { ContactType } from "./contact.ts";
import type { Question } from "./content.ts";

/** So many visitors, and how many of them ordered within the campaign's window after their answer. */
export interface Ordered {
  visitors: number;
  ordered: number;
}

export interface AnsweredOption extends Ordered {
  value: string;
  /** As the campaign says it now; the value where it has no such option any more. */
  label: string;
  /** Of all who answered, 0 to 1: with several to choose they add up to more. */
  share: number;
  /** Who answered the question and did not choose this. */
  others: Ordered;
}

export interface AnsweredQuestion extends Ordered {
  name: string;
  ask: string;
  answer: Question["answer"];
  options: AnsweredOption[];
  /** Of a score. */
  promoters: PromoterScore | null;
  /** The newest in the visitors' own words, newest first. `at`: epoch ms. */
  texts: { at: number; visitor: string; text: string }[];
}

export interface CampaignAnswers {
  /** It asks, if only for an address or number. */
  isAsking: boolean;
  questions: AnsweredQuestion[];
  /** Contacts this campaign was given. */
  leads: number;
  /** Days after an answer in which an order counts: the campaign's window after a click. */
  windowDays: number;
  /** Edge time, epoch ms. */
  now: number;
}

export interface Lead {
  type: ContactType;
  value: string;
  /** Of the field it was written in. */
  name: string;
  visitor: string;
  campaign: string;
  /** Epoch ms. */
  at: number;
  /** What was agreed to, as it was read. */
  consent: string;
  /** Who is responsible for it. */
  controller: string;
}

export interface LeadList {
  leads: Lead[];
  /** Of all. */
  count: number;
  /** Cursor of the next page; null at the end. */
  next: string | null;
}
