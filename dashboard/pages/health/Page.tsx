import type { Health } from "../../../model/report.ts";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { Table } from "../../components/table/Table.tsx";
import { sayAge, sayMoment, sayNumber } from "../../format.ts";
import { usePolling } from "../../polling.ts";
import { now, zone } from "../../site.ts";
import { Bots } from "./bots/Bots.tsx";
import { health, refresh, replay, replaying } from "./state.ts";
import { Vitals } from "./Vitals.tsx";

const REFRESH_MS = 10_000;

/** What could not be taken in, and why: nothing is lost without a line here. And how fast the pages feel. */
export function Page() {
  usePolling(refresh, REFRESH_MS);
  const lastEventAt = health.value.value?.lastEventAt;
  const age = lastEventAt ? sayAge(lastEventAt, now.value) : "";
  return (
    <>
      <PageHead
        title="Health"
        status={
          age && (
            <span class="sub meta">
              last event {age}
              {age !== "now" && " ago"}
            </span>
          )
        }
      />
      <Panel of={health} what="The health of the site">
        {({ deadLetters, refused, vitals }) => (
          <>
            <section aria-label="Dead letters">
              <h2 class="h2">
                Dead letters <small>accepted, but could not be recorded after three tries</small>
              </h2>
              <DeadLetters letters={deadLetters} />
            </section>
            <section class="section" aria-label="Refused">
              <h2 class="h2">
                Refused <small>last 7 days, by reason</small>
              </h2>
              <Refused refused={refused} />
            </section>
            <Bots />
            <Vitals of={vitals} />
          </>
        )}
      </Panel>
    </>
  );
}

function DeadLetters({ letters }: { letters: Health["deadLetters"] }) {
  if (letters.length === 0)
    return <Empty icon="check" title="None" text="Everything that was accepted has been recorded." />;
  return (
    <Table
      caption="Dead letters"
      rows={letters}
      keyOf={({ id }) => id}
      columns={[
        { name: "Reason", of: ({ reason }) => reason },
        {
          name: "Failed",
          isNumber: true,
          of: ({ failedAt }) => sayMoment(failedAt, zone.value, now.value),
        },
        {
          name: "Action",
          isNumber: true,
          isUnheaded: true,
          of: ({ id }) => (
            <button
              type="button"
              class="btn small"
              disabled={replaying.value.has(id)}
              onClick={() => void replay(id)}
            >
              Replay
            </button>
          ),
        },
      ]}
    />
  );
}

function Refused({ refused }: { refused: Health["refused"] }) {
  const rows = Object.entries(refused).sort(([, a], [, b]) => b - a);
  if (rows.length === 0)
    return <Empty icon="check" title="Nothing refused" text="Every event was as the edge expects it." />;
  const most = rows[0]![1];
  return (
    <Table
      caption="Refused events by reason"
      isCompact
      rows={rows}
      keyOf={([reason]) => reason}
      columns={[
        { name: "Reason", bar: ([, count]) => (count / most) * 0.6, of: ([reason]) => <span>{reason}</span> },
        { name: "Events", isNumber: true, of: ([, count]) => sayNumber(count) },
      ]}
    />
  );
}
