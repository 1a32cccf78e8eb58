import type { Running } from "../../../model/running.ts";
import { hrefOf } from "../../address.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { sayCount, sayDay, saySpan } from "../../format.ts";
import { now } from "../../site.ts";
import { t } from "../../words.ts";

/** A word is sent every minute, so one that is two minutes old is late. */
const LATE_MS = 130_000;

/** The queue, subscriptions that went, and webhooks: each with what to do where it is not well. */
export function Behind({ of: { lastBeatMs, hasQueue, lost, webhooks } }: { of: Running }) {
  const isLate = hasQueue && (lastBeatMs === null || lastBeatMs > LATE_MS);
  const failing = webhooks.filter(({ failed }) => failed > 0);
  return (
    <section aria-label={t`Behind the pages`}>
      <h2 class="h2">
        {t`Behind the pages`} <small>{t`what takes in, sends and tells`}</small>
      </h2>
      <dl class="behind">
        <Line name={t`Taking in`} isWell={!isLate}>
          {sayLag(hasQueue, lastBeatMs, isLate)}
        </Line>
        <Line name={t`Subscriptions lost`} isWell>
          {lost.length === 0
            ? t`None in 7 days.`
            : t`${lost
                .map(
                  ({ day, status, subscriptions }) =>
                    `${sayDay(Date.parse(day), "UTC", now.value)}: ${sayCount(subscriptions, "browser")} (${status})`,
                )
                .join(
                  "; ",
                )}. The push service said they are gone: uninstalled, cleared or blocked. They may subscribe anew on their next visit.`}
        </Line>
        <Line name={t`Webhooks`} isWell={failing.length === 0}>
          {failing.length === 0
            ? t`None has failed for good in 30 days.`
            : failing.map(({ id, url, failed, due }) => (
                <span key={id} class="hook">
                  {t`${<a href={hrefOf("webhooks", id)}>{URL.parse(url)?.host ?? url}</a>}: ${sayCount(failed, "message")} failed${due > 0 && `, ${sayCount(due, "more waits", "more wait")}`}. Open it for the reason, and send them again.`}
                </span>
              ))}
        </Line>
      </dl>
    </section>
  );
}

function sayLag(hasQueue: boolean, lastBeatMs: number | null, isLate: boolean): string {
  if (!hasQueue)
    return t`No queue is bound: events are written before they are acknowledged, and nothing lags.`;
  if (lastBeatMs === null) return t`No word has come through the queue yet: one is sent every minute.`;
  return isLate
    ? t`The last word through the queue is ${saySpan(lastBeatMs)} old: events wait there, none is lost. Journeys that ask for the cart wait with them.`
    : t`Keeps up: the minute’s word came through the queue.`;
}

function Line({
  name,
  isWell,
  children,
}: {
  name: string;
  isWell: boolean;
  children: preact.ComponentChildren;
}) {
  return (
    <div class={isWell ? "" : "unwell"}>
      <dt>
        <Icon name={isWell ? "check" : "warning"} />
        {name}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
