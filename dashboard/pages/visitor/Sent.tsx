import { useEffect } from "preact/hooks";
import type { VisitorCard } from "../../../model/report.ts";
import { hrefOf } from "../../address.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { sayMoment } from "../../format.ts";
import { sayEnding } from "../../journey-words.ts";
import { DELIVERY_WORDS, sayReason } from "../../push-words.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { deliveries } from "./state.ts";

const MOST_SHOWN = 8;
const momentOf = (at: number) => sayMoment(at, zone.value, now.value);

/** Where the visitor stands in journeys, and what was sent to them. */
export function Sent({ card: { id, enrolments } }: { card: VisitorCard }) {
  useEffect(() => void deliveries.load(), [id]);
  const sent = deliveries.value.value?.deliveries ?? [];
  return (
    <>
      {enrolments.length > 0 && (
        <section class="sec">
          <h2 class="h2">{t`Journeys`}</h2>
          <ul class="sent">
            {enrolments.map((one) => (
              <li key={one.journey}>
                <a class="nm" href={hrefOf("journeys", one.journey)}>
                  {one.name}
                </a>
                <span>{standing(one)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {sent.length > 0 && (
        <section class="sec">
          <h2 class="h2">
            {t`Notifications`}
            <span class="push">
              <a href={hrefOf("push", "", { view: "deliveries", visitor: id })}>{t`See all`}</a>
            </span>
          </h2>
          <ul class="sent">
            {sent
              .slice(0, MOST_SHOWN)
              .map(({ id: delivery, name, source, state, reason, sentAt, madeAt }) => (
                <li key={delivery}>
                  <span class="ell">{source === "test" ? t`Test` : name}</span>
                  <span class="status">
                    <Icon name={DELIVERY_WORDS[state].icon} />
                    {DELIVERY_WORDS[state].word}, {momentOf(sentAt ?? madeAt)}
                  </span>
                  {reason && <span class="why">{sayReason(reason)}</span>}
                </li>
              ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Before the last step, by what the visitor did. */
const isEarly = (ended: string | null) => ["ordered", "emptied", "left_segment"].includes(ended ?? "");

function standing({ ended, endedAt, dueAt, held, skipped }: VisitorCard["enrolments"][number]): string {
  const passed = [...new Set(Object.values(skipped))].map(sayReason);
  const passedOver = passed.length > 0 ? t`; passed over: ${passed.join(", ")}` : "";
  if (endedAt !== null) {
    const end = sayEnding(ended ?? "");
    return `${isEarly(ended) ? t`stopped: ${end}` : end}, ${momentOf(endedAt)}${passedOver}`;
  }
  const until = dueAt <= now.value ? t`about to go on` : t`waits until ${momentOf(dueAt)}`;
  return `${until}${held ? t`, held: ${sayReason(held)}` : ""}${passedOver}`;
}
