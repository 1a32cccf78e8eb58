/** Journeys and those on them for tests, each sound unless told otherwise. */
import type { View } from "../../model/advance.ts";
import type { Enrolment, Journey, Step } from "../../model/journey.ts";
import { type PushMessage, USUAL_PUSH } from "../../model/push.ts";
import { NOON } from "./builders.ts";

export const HOUR_MS = 3_600_000;
/** No quiet hours, and more notifications a day than any test sends. */
export const ANY_TIME = { quiet: { from: 0, until: 0 }, mostPerDay: 10 };

export const aMessage = (changes: Partial<PushMessage> = {}): PushMessage => ({
  title: "Still yours",
  body: "It waits in your cart",
  href: "https://shop.test/cart",
  ttlHours: 24,
  urgency: "normal",
  ...(changes.about === "cart" && {
    neutral: { title: "New in", body: "Come and see", href: "https://shop.test/" },
  }),
  ...changes,
});
export const aPush = (id: string, changes: Partial<PushMessage> = {}): Extract<Step, { kind: "push" }> => ({
  kind: "push",
  id,
  message: aMessage(changes),
});
export const aWait = (id: string, minutes: number): Step => ({ kind: "wait", id, minutes });

export const aJourney = (id: string, steps: Step[], changes: Partial<Journey> = {}): Journey => ({
  id,
  name: `Journey ${id}`,
  status: "published",
  trigger: { kind: "event", event: "left" },
  segmentsIn: [],
  segmentsOut: [],
  steps,
  exits: { order: false, emptiedCart: false, segmentsLeft: [] },
  reentryDays: null,
  ...changes,
});

export const anEnrolment = (journey: Journey, changes: Partial<Enrolment> = {}): Enrolment => ({
  journey: journey.id,
  visitor: "visitor-of-the-test-00",
  triggeredAt: NOON,
  enrolledAt: NOON,
  subject: "",
  step: journey.steps[0]!.id,
  vars: {},
  ...changes,
});

export const aView = (changes: Partial<View> = {}): View => ({
  memberships: new Set(),
  lastSeenAt: NOON,
  hasCart: true,
  lastOrderAt: 0,
  isAllowed: true,
  isHeldOut: false,
  timeZone: "Europe/Warsaw",
  push: { settings: ANY_TIME, timeZone: "Europe/Warsaw", attentionUntil: 0, sentAt: [] },
  lagMs: 0,
  ...changes,
});
export const atUsualHours = (changes: Partial<NonNullable<View["push"]>> = {}): View["push"] => ({
  settings: USUAL_PUSH,
  timeZone: "Europe/Warsaw",
  attentionUntil: 0,
  sentAt: [],
  ...changes,
});
