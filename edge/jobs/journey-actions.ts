/** What the actions of a journey make: notifications, codes, words for other channels, and events that tell a trait. */
import * as v from "valibot";
import { skipping } from "../../model/advance.ts";
import { PREFERRED_CHANNEL, preferredChannel, responsesOf } from "../../model/channel.ts";
import { address as addressSchema } from "../../model/content.ts";
import type { Facts } from "../../model/facts.ts";
import type { ActionStep, Journey } from "../../model/journey.ts";
import type { Scalar } from "../../model/profile.ts";
import type { PushMessage } from "../../model/push.ts";
import { filled, type TokenValues } from "../../model/push-payload.ts";
import { localeOf, sayTrait } from "../../model/say-trait.ts";
import type { CompiledSnapshot } from "../../model/snapshot.ts";
import { withTokens } from "../../model/tokens.ts";
import { INVITED_TO } from "../../model/trait.ts";
import type { Telling } from "../../model/webhook.ts";
import type { Env } from "../env.ts";
import { deliveryId } from "../push/delivery-id.ts";
import type { CatalogueEntry } from "../store/catalogue.ts";
import { giveCode } from "../store/coupons.ts";
import type { NewDelivery } from "../store/deliveries.ts";
import type { StoredEnrolment } from "../store/enrolments.ts";
import type { OnJourney } from "../store/journey-views.ts";
import { digestOf } from "../told-visitor.ts";
import { codeTelling } from "../webhook/tellings.ts";
import type { IngestMessage } from "./message.ts";

/** What the enrolments of one message make. */
export interface Made {
  deliveries: NewDelivery[];
  tellings: Telling[];
  told: IngestMessage[];
}

/** When, and what is known of the shop then. */
export interface Instant {
  now: number;
  /** How far ingest lags. */
  lagMs: number;
  /** Products that texts may be about, by id. */
  products: ReadonlyMap<string, CatalogueEntry>;
}

/** By what an action is done. */
export interface Doing {
  env: Env;
  rules: CompiledSnapshot;
  journey: Journey;
  who: OnJourney;
  facts: Facts;
  instant: Instant;
  made: Made;
}

const TYPES = {
  handover: "visitor.handed_over",
  thank_you: "order.thank_you",
  inactive: "visitor.inactive",
} as const;

/** What an action makes; answers the enrolment's vars after it. */
export async function act(
  doing: Doing,
  one: StoredEnrolment,
  step: ActionStep,
): Promise<StoredEnrolment["vars"]> {
  const { env, rules, journey, who, facts, instant, made } = doing;
  const { now } = instant;
  const { visitor, vars } = one;
  const site = rules.site.id;
  const source = `journey:${journey.id}`;
  switch (step.kind) {
    case "push": {
      // What the next of this very visitor is held against.
      who.sentAt.push(now);
      made.deliveries.push({
        id: await deliveryId(site, source, step.id, visitor, one.enrolledAt),
        visitor,
        source,
        step: step.id,
        state: "due",
        dueAt: now,
        ttlHours: step.message.ttlHours,
        message: filled(
          withProduct(step.message, instant.products.get(one.subject)),
          valuesOf(JSON.stringify(step.message), doing, one),
        ),
      });
      return vars;
    }
    case "coupon": {
      const claim = { pool: step.pool, visitor, campaign: source, timeZone: rules.site.timeZone };
      const given = await giveCode(env.DB, site, claim, now);
      if (!given) return skipping(vars, step.id, "no_code");
      made.tellings.push(codeTelling(given, claim));
      const { code, expiresAt } = given;
      return { ...vars, code, ...(expiresAt !== null && { codeUntil: expiresAt }) };
    }
    case "webhook":
      made.tellings.push({
        type: TYPES[step.type],
        visitor,
        at: now,
        subject: `${journey.id}:${step.id}`,
        data: {
          journey: { id: journey.id, name: journey.name },
          step: step.id,
          subject: one.subject,
          text: step.text === undefined ? null : spoken(step.text, doing, one),
          preferred: preferredChannel(responsesOf([who.profile]), facts.trait(PREFERRED_CHANNEL)),
        },
      });
      return vars;
    case "trait":
      made.told.push(await telling(site, one, step.id, { [step.name]: step.value }, now));
      return vars;
    case "invite":
      made.told.push(await telling(site, one, step.id, { [INVITED_TO]: step.campaign }, now));
      return vars;
  }
}

/** What is about the product leads to it and shows it, as far as the shop has told where it stands and how it looks. */
function withProduct(message: PushMessage, product: CatalogueEntry | undefined): PushMessage {
  if (message.about !== "product" || !product) return message;
  const { url, image } = product;
  const href = soundAddress(url);
  const src = soundAddress(image);
  return { ...message, ...(href && { href }), ...(src && { picture: { src } }) };
}

/** As a message may have it; undefined where the shop's is none. */
const soundAddress = (text: string | null) => (v.is(addressSchema, text) ? text : undefined);

/** What is known at the edge of the tokens that the text names. */
function valuesOf(text: string, { rules, who, facts, instant }: Doing, one: StoredEnrolment): TokenValues {
  const traits = [...text.matchAll(/\{\{(trait\.[^|{}]*)\|/g)].map(([, name]) => name!);
  return {
    city: who.profile.place?.value.city,
    "coupon.code": one.vars.code,
    "coupon.until": lastDay(one.vars.codeUntil, rules.site.timeZone, who.language),
    "product.name": instant.products.get(one.subject)?.name ?? undefined,
    ...Object.fromEntries(
      traits.map((name) => [name, sayTrait(facts.trait(name.slice("trait.".length)), who.language)]),
    ),
  };
}

/** `until`: epoch ms of the end, which is the beginning of a day or what the shop has set. */
const lastDay = (until: number | undefined, timeZone: string, language: string | null) =>
  until === undefined
    ? undefined
    : new Intl.DateTimeFormat(localeOf(language), { day: "numeric", month: "long", timeZone }).format(
        until - 1,
      );

/** For another channel: there is no device behind it that could fill the rest. */
function spoken(text: string, doing: Doing, one: StoredEnrolment): string {
  const { profile } = doing.who;
  const nameOf = (id = "") => doing.instant.products.get(id)?.name ?? undefined;
  const values: TokenValues = {
    ...valuesOf(text, doing, one),
    "cart.first.name": nameOf(profile.cart?.value.lines[0]?.id),
    "last_viewed.name": nameOf(lastViewed(profile)),
  };
  return withTokens({ text }, /\{\{([^|{}]*)\|([^{}]*)\}\}/g, (name) => values[name]).text;
}

/** As an event told by the shop's own server, which counts once by its name. */
async function telling(
  site: string,
  { journey, visitor, enrolledAt }: StoredEnrolment,
  step: string,
  traits: Record<string, Scalar>,
  now: number,
): Promise<IngestMessage> {
  const digest = await digestOf("journey", JSON.stringify([site, journey, visitor, enrolledAt, step]));
  return {
    site,
    visitor,
    receivedAt: now,
    ranges: [],
    runs: [
      {
        writer: digest.slice(0, 8),
        events: [{ n: 0, at: now, session: 0, event: { name: "identify", props: { traits } } }],
        context: null,
        told: { message: digest.slice(0, 16), source: "journey" },
      },
    ],
    refused: {},
  };
}

/** Id of a product. */
export const lastViewed = (profile: OnJourney["profile"] | undefined): string | undefined =>
  Object.entries(profile?.viewed ?? {}).sort(([, a], [, b]) => b.at - a.at)[0]?.[0];
