import { useEffect } from "preact/hooks";
import type { Health } from "../../../model/report.ts";
import { DAY_MS } from "../../../model/time.ts";
import { hrefOf } from "../../address.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { Only } from "../../components/only/Only.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Panel } from "../../components/panel/Panel.tsx";
import { Table } from "../../components/table/Table.tsx";
import { sayAgo, sayMoment, sayNumber, saySpan } from "../../format.ts";
import { usePolling } from "../../polling.ts";
import { now, zone } from "../../site.ts";
import { adopt } from "../../styles/adopt.ts";
import { t } from "../../words.ts";
import type { PageProps } from "../pages.ts";
import { Behind } from "./Behind.tsx";
import css from "./behind.css" with { type: "text" };
import { Bots } from "./bots/Bots.tsx";
import { Meters } from "./Meters.tsx";
import { sayRefusal } from "./refusals.ts";
import { choosePlan, health, quota, refresh, replay, replaying, running } from "./state.ts";
import { Vitals } from "./Vitals.tsx";
import { Well } from "./Well.tsx";

adopt(css);

const REFRESH_MS = 10_000;

/** What could not be taken in, and why: nothing is lost without a line here. And how fast the pages feel. */
export function Page({ query }: PageProps) {
  usePolling(refresh, REFRESH_MS);
  useEffect(() => choosePlan(query.plan), [query.plan]);
  const lastEventAt = health.value.value?.lastEventAt;
  const age = lastEventAt ? sayAgo(lastEventAt, now.value) : "";
  return (
    <>
      <PageHead title={t`Health`} status={age && <span class="sub meta">{t`last event ${age}`}</span>} />
      {lastEventAt !== undefined && <Silence lastEventAt={lastEventAt} />}
      <Panel of={running} what={t`What runs behind the pages`}>
        {(value) => <Behind of={value} />}
      </Panel>
      <Panel of={health} what={t`The health of the site`}>
        {({ deadLetters, refused, vitals }) => (
          <>
            <section aria-label={t`Dead letters`}>
              <h2 class="h2">
                {t`Dead letters`} <small>{t`accepted, but could not be recorded after three tries`}</small>
              </h2>
              <DeadLetters letters={deadLetters} />
            </section>
            <section class="section" aria-label={t`Refused`}>
              <h2 class="h2">
                {t`Refused`} <small>{t`last 7 days, by reason`}</small>
              </h2>
              <Refused refused={refused} />
            </section>
            <Bots />
            <Panel of={quota} what={t`The meters`}>
              {(value) => <Meters of={value} />}
            </Panel>
            <Vitals of={vitals} />
          </>
        )}
      </Panel>
    </>
  );
}

/** A shop without a visit for a day has lost its tag more often than its visitors. */
function Silence({ lastEventAt }: { lastEventAt: number }) {
  if (now.value - lastEventAt < DAY_MS) return null;
  return (
    <p class="note warn silence">
      <Icon name="warning" />
      <span>
        {lastEventAt === 0
          ? t`Nothing has come yet.`
          : t`Nothing has come for ${saySpan(now.value - lastEventAt)}.`}{" "}
        <a href={hrefOf("start")}>{t`Look whether the tag is still on the shop`}</a>
      </span>
    </p>
  );
}

function DeadLetters({ letters }: { letters: Health["deadLetters"] }) {
  if (letters.length === 0) return <Well text={t`Everything that was accepted has been recorded.`} />;
  return (
    <Table
      caption={t`Dead letters`}
      rows={letters}
      keyOf={({ id }) => id}
      columns={[
        { name: t`Reason`, of: ({ reason }) => t(reason) },
        {
          name: t`Failed`,
          isNumber: true,
          of: ({ failedAt }) => sayMoment(failedAt, zone.value, now.value),
        },
        {
          name: t`Action`,
          isNumber: true,
          isUnheaded: true,
          of: ({ id }) => (
            <Only to="edit">
              <button
                type="button"
                class="btn small"
                disabled={replaying.value.has(id)}
                onClick={() => void replay(id)}
              >{t`Replay`}</button>
            </Only>
          ),
        },
      ]}
    />
  );
}

function Refused({ refused }: { refused: Health["refused"] }) {
  const rows = Object.entries(refused).sort(([, a], [, b]) => b - a);
  if (rows.length === 0) return <Well text={t`Every event was as the edge expects it.`} />;
  const most = rows[0]![1];
  return (
    <Table
      caption={t`Refused events by reason`}
      isCompact
      rows={rows}
      keyOf={([reason]) => reason}
      columns={[
        {
          name: t`Reason`,
          bar: ([, count]) => (count / most) * 0.6,
          of: ([reason]) => (
            <span class="refusal">
              <b>{sayRefusal(reason).what}</b>
              <span class="under">{sayRefusal(reason).toDo}</span>
            </span>
          ),
        },
        { name: t`Events`, isNumber: true, of: ([, count]) => sayNumber(count) },
      ]}
    />
  );
}
