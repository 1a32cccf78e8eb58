import type { Health } from "../../../model/report.ts";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { sayAge, sayMoment, sayNumber } from "../../format.ts";
import { usePolling } from "../../polling.ts";
import { now, zone } from "../../site.ts";
import { health, refresh, replay, replaying } from "./state.ts";

const REFRESH_MS = 10_000;

/** What could not be taken in, and why: nothing is lost without a line here. */
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
        {({ deadLetters, refused }) => (
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
    <table class="t">
      <thead>
        <tr>
          <th scope="col">Reason</th>
          <th scope="col" class="r">
            Failed
          </th>
          <th scope="col">
            <span class="vh">Action</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {letters.map(({ id, failedAt, reason }) => (
          <tr key={id}>
            <td>{reason}</td>
            <td class="r">{sayMoment(failedAt, zone.value, now.value)}</td>
            <td class="r">
              <button
                type="button"
                class="btn small"
                disabled={replaying.value.has(id)}
                onClick={() => void replay(id)}
              >
                Replay
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Refused({ refused }: { refused: Health["refused"] }) {
  const rows = Object.entries(refused).sort(([, a], [, b]) => b - a);
  if (rows.length === 0)
    return <Empty icon="check" title="Nothing refused" text="Every event was as the edge expects it." />;
  const most = rows[0]![1];
  return (
    <table class="t compact">
      <thead>
        <tr>
          <th scope="col">Reason</th>
          <th scope="col" class="r">
            Events
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([reason, count]) => (
          <tr key={reason}>
            <td class="bar">
              <i style={{ width: `${(count / most) * 60}%` }} />
              <span>{reason}</span>
            </td>
            <td class="r">{sayNumber(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
