import { useEffect } from "preact/hooks";
import type { PERMISSION_STATES } from "../../../model/event.ts";
import type { PushOverview } from "../../../model/push-report.ts";
import { hrefOf } from "../../address.ts";
import { Only } from "../../components/only/Only.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Panel } from "../../components/panel/Panel.tsx";
import { Table } from "../../components/table/Table.tsx";
import { sayNumber, sayShare } from "../../format.ts";
import { PERMISSION_WORDS } from "../../permission-words.ts";
import { serviceOf } from "../../push-words.ts";
import { clockMoves } from "../../shell/state.ts";
import { t } from "../../words.ts";
import { Broadcasts } from "./Broadcasts.tsx";
import { Keys } from "./Keys.tsx";
import { Settings } from "./Settings.tsx";
import { broadcasts, load, push } from "./state.ts";

/** Web push: what was sent, who takes it, what came of asking, and how the shop sends. */
export function Page() {
  useEffect(() => void load(), [clockMoves.value]);
  return (
    <>
      <PageHead title={t`Notifications`}>
        <a class="btn" href={hrefOf("push", "", { view: "deliveries" })}>{t`Deliveries`}</a>
        <a class="btn primary" href={hrefOf("push", "new")}>{t`New broadcast`}</a>
      </PageHead>
      <div class="push-cols">
        <div>
          <Panel of={broadcasts} what={t`The broadcasts`}>
            {(list) => <Broadcasts list={list.broadcasts} />}
          </Panel>
        </div>
        <Panel of={push} what={t`The subscribers`}>
          {(known) => (
            <aside aria-label={t`Subscribers and asking`}>
              <Subscribers of={known} />
              <Asked of={known} />
            </aside>
          )}
        </Panel>
      </div>
      <Panel of={push} what={t`The settings`}>
        {(known) => (
          <div class="cols">
            <Only to="edit">
              <Settings />
            </Only>
            <Keys keys={known.keys} />
          </div>
        )}
      </Panel>
    </>
  );
}

function Subscribers({ of: { subscribers, services } }: { of: PushOverview }) {
  const rows = Object.entries(services).sort(([, a], [, b]) => b - a);
  return (
    <section aria-label={t`Subscribers`}>
      <h2 class="h2">
        {t`Subscribers`} <small>{t`by push service`}</small>
      </h2>
      <p class="figure">{sayNumber(subscribers)}</p>
      {rows.length > 0 ? (
        <Table
          caption={t`Subscribers by push service`}
          isCompact
          rows={rows}
          keyOf={([host]) => host}
          columns={[
            {
              name: t`Browsers`,
              isUnheaded: true,
              bar: ([, count]) => (count / Math.max(1, subscribers)) * 0.7,
              of: ([host]) => <span title={host}>{serviceOf(host)}</span>,
            },
            { name: t`Subscribers`, isUnheaded: true, isNumber: true, of: ([, count]) => sayNumber(count) },
          ]}
        />
      ) : (
        <p class="sub">{t`Nobody yet. A campaign with the block “Ask for notifications” asks at a moment you choose.`}</p>
      )}
    </section>
  );
}

/** In the order in which they are met. */
const STATES = Object.keys(PERMISSION_WORDS) as (typeof PERMISSION_STATES)[number][];

function Asked({ of: { permissions } }: { of: PushOverview }) {
  const rows = STATES.map((state) => ({ state, count: permissions[state] ?? 0 })).filter(
    ({ count }) => count > 0,
  );
  const all = rows.reduce((sum, { count }) => sum + count, 0);
  return (
    <section class="section" aria-label={t`What came of asking`}>
      <h2 class="h2">
        {t`What came of asking`} <small>{t`last 30 days`}</small>
      </h2>
      {all === 0 ? (
        <p class="sub">{t`Nobody was asked.`}</p>
      ) : (
        <Table
          caption={t`What came of asking in the last 30 days`}
          isCompact
          rows={rows}
          keyOf={({ state }) => state}
          columns={[
            {
              name: t`Answer`,
              isUnheaded: true,
              bar: ({ count }) => (count / all) * 0.7,
              of: ({ state }) => (
                <span>
                  {PERMISSION_WORDS[state].word}
                  <span class="under">{PERMISSION_WORDS[state].meaning}</span>
                </span>
              ),
            },
            {
              name: t`Times`,
              isUnheaded: true,
              isNumber: true,
              of: ({ count }) => (
                <>
                  {sayNumber(count)} <span class="mut">{sayShare(count / all)}</span>
                </>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}
