/**
 * One message of the server API, as Segment's libraries send it (segment.com/docs/connections/spec), and what it says:
 * who it is about, the event, traits. Pure; who that is among the visitors is edge/routes/server-api.ts.
 */
import * as v from "valibot";
import type { Event, EventFault } from "./event.ts";
import { languageOf } from "./language.ts";
import type { Scalar } from "./profile.ts";
import { readTrack } from "./shop-event.ts";
import { readTraits } from "./trait.ts";

export const MESSAGE_TYPES = ["identify", "track", "page", "screen", "group", "alias"] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** Source of what names none. */
const SERVER = "server";

const id = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.minLength(1, "1 to 100 characters"),
  v.maxLength(100, "1 to 100 characters"),
);
/** Libraries send null and an empty text for what is not there. */
const optionalId = v.pipe(
  v.optional(v.nullable(v.union([v.literal(""), id]))),
  v.transform((value) => value || undefined),
);
const time = v.optional(v.nullable(v.union([v.string(), v.number()])));
const properties = v.fallback(v.record(v.string(), v.unknown()), {});

const messageSchema = v.object({
  type: v.picklist(MESSAGE_TYPES, `one of ${MESSAGE_TYPES.join(", ")}`),
  /** Names the message: one that comes again counts once. */
  messageId: optionalId,
  /** The shop's id of the customer. */
  userId: optionalId,
  /** A visitor's id of ours, or whatever the sender knows somebody by. */
  anonymousId: optionalId,
  /** alias: who was known by this is `userId`. */
  previousId: optionalId,
  /** group: the company or household. */
  groupId: optionalId,
  /** track: its name. */
  event: v.optional(v.string()),
  /** page, screen: its name. */
  name: v.optional(v.nullable(v.string())),
  properties,
  traits: properties,
  context: properties,
  /** ISO 8601, when it happened by the sender's clock; RudderStack says `originalTimestamp`. */
  timestamp: time,
  originalTimestamp: time,
  /** ISO 8601, when it was sent by the same clock. */
  sentAt: time,
});

/** What a message says. */
export interface ServerMessage {
  messageId: string | undefined;
  userId: string | undefined;
  /** By what the sender knows the visitor, where it is not by `userId` alone. */
  anonymousId: string | undefined;
  /** True where the server says that the two are one. */
  isLink: boolean;
  /** Epoch ms. */
  at: number;
  source: string;
  /** Of the person it is about (`context.locale`); undefined where it says none that can be read. */
  language: string | undefined;
  event: Event;
  /** Of the customer `userId`; null takes one back. */
  traits: Record<string, Scalar | null>;
}

type Parsed = { message: ServerMessage } | { fault: EventFault };

/**
 * `sentAt`: of the batch, where the message has none. `receivedAt`: epoch ms. `currency`: the site's. Never throws.
 */
export function readMessage(
  sent: unknown,
  { sentAt, receivedAt, currency }: { sentAt?: unknown; receivedAt: number; currency: string },
): Parsed {
  const parsed = v.safeParse(messageSchema, sent, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return { fault: { path: v.getDotPath(issue) ?? "", expected: issue.message } };
  }
  const message = parsed.output;
  const { type, userId } = message;
  const anonymousId = type === "alias" ? message.previousId : message.anonymousId;
  if (!userId && !anonymousId) return fault("userId", "a userId or an anonymousId");
  if (type === "alias" && !(userId && anonymousId))
    return fault(userId ? "previousId" : "userId", "both a userId and a previousId");

  const isAboutCustomer = type === "identify" && userId !== undefined;
  // Segment's own traits may stand in `context` of any message; those of `identify` alone are heard.
  const read = readTraits(type === "identify" ? message.traits : {});
  if ("fault" in read) return read;
  // A customer's traits stay out of the event, so that no feed shows an address.
  const told = eventOf(message, isAboutCustomer ? {} : read.traits, currency);
  if ("fault" in told) return told;
  const { source, locale } = message.context;
  return {
    message: {
      messageId: message.messageId,
      userId,
      anonymousId,
      isLink: type === "identify" || type === "alias",
      at: timeOf(message.timestamp ?? message.originalTimestamp, message.sentAt ?? sentAt, receivedAt),
      source: typeof source === "string" && source !== "" ? source.slice(0, 40) : SERVER,
      language: languageOf(locale),
      event: told.event,
      traits: isAboutCustomer ? read.traits : {},
    },
  };
}

const fault = (path: string, expected: string): Parsed & { fault: EventFault } => ({
  fault: { path, expected },
});

function eventOf(
  message: v.InferOutput<typeof messageSchema>,
  traits: Record<string, Scalar | null>,
  currency: string,
): { event: Event } | { fault: EventFault } {
  const { properties } = message;
  switch (message.type) {
    case "identify":
    case "alias":
      return { event: { name: "identify", props: { traits } } };
    case "track":
      if (!message.event) return fault("event", "the name of what happened");
      return readTrack(message.event, properties, currency);
    case "page": {
      const { path, title } = properties;
      const name = message.name ?? undefined;
      return {
        event: {
          name: "page_view",
          props: {
            path: typeof path === "string" && path ? path.slice(0, 300) : "/",
            title: (typeof title === "string" && title ? title : name)?.slice(0, 150),
          },
        },
      };
    }
    case "screen":
      return { event: { name: "custom:screen_view", props: { screen: (message.name ?? "").slice(0, 150) } } };
    case "group":
      if (!message.groupId) return fault("groupId", "1 to 100 characters");
      return { event: { name: "custom:join_group", props: { group: message.groupId } } };
  }
}

/**
 * When it happened, epoch ms: by how long before sending it was, as two clocks seldom agree (Segment does the same);
 * without that by the sender's clock. Never later than now.
 */
function timeOf(happened: unknown, sent: unknown, receivedAt: number): number {
  const [at, sentAt] = [epochOf(happened), epochOf(sent)];
  if (at === undefined) return receivedAt;
  return Math.min(receivedAt, sentAt === undefined ? at : receivedAt - Math.max(0, sentAt - at));
}

function epochOf(value: unknown): number | undefined {
  const at = typeof value === "number" ? value : typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isInteger(at) && at >= 0 && at < Date.UTC(2100, 0) ? at : undefined;
}
