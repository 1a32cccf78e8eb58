import { BOT_KINDS } from "../../../../model/bot.ts";
import { botWords, sumOfBots } from "../../../bot-words.ts";
import { Panel } from "../../../components/panel/Panel.tsx";
import { Table } from "../../../components/table/Table.tsx";
import { sayNumber } from "../../../format.ts";
import { usePolling } from "../../../polling.ts";
import { t } from "../../../words.ts";
import { Well } from "../Well.tsx";
import { bots, refresh } from "./state.ts";

const REFRESH_MS = 60_000;

/** What robots sent: shown no campaign, and counted in no figure. */
export function Bots() {
  usePolling(refresh, REFRESH_MS);
  return (
    <section class="section" aria-label={t`Robots`}>
      <h2 class="h2">
        {t`Robots`} <small>{t`last 7 days, left out of every figure`}</small>
      </h2>
      <Panel of={bots} what={t`What robots sent`}>
        {({ events }) =>
          sumOfBots(events) === 0 ? (
            <Well text={t`Nobody who came by looked like a robot.`} />
          ) : (
            <Table
              caption={t`Events of robots by kind`}
              isCompact
              rows={[...BOT_KINDS]}
              keyOf={(kind) => kind}
              columns={[
                { name: t`Kind`, isRowHead: true, of: (kind) => botWords[kind].name },
                { name: t`What they are`, isWide: true, of: (kind) => botWords[kind].says },
                { name: t`Events`, isNumber: true, of: (kind) => sayNumber(events[kind]) },
              ]}
            />
          )
        }
      </Panel>
    </section>
  );
}
