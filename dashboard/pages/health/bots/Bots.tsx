import { BOT_KINDS } from "../../../../model/bot.ts";
import { botWords, sumOfBots } from "../../../bot-words.ts";
import { Empty, Panel } from "../../../components/panel/Panel.tsx";
import { Table } from "../../../components/table/Table.tsx";
import { sayNumber } from "../../../format.ts";
import { usePolling } from "../../../polling.ts";
import { bots, refresh } from "./state.ts";

const REFRESH_MS = 60_000;

/** What robots sent: shown no campaign, and counted in no figure. */
export function Bots() {
  usePolling(refresh, REFRESH_MS);
  return (
    <section class="section" aria-label="Robots">
      <h2 class="h2">
        Robots <small>last 7 days, left out of every figure</small>
      </h2>
      <Panel of={bots} what="What robots sent">
        {({ events }) =>
          sumOfBots(events) === 0 ? (
            <Empty icon="check" title="None" text="Nobody who came by looked like a robot." />
          ) : (
            <Table
              caption="Events of robots by kind"
              isCompact
              rows={[...BOT_KINDS]}
              keyOf={(kind) => kind}
              columns={[
                { name: "Kind", isRowHead: true, of: (kind) => botWords[kind].name },
                { name: "What they are", isWide: true, of: (kind) => botWords[kind].says },
                { name: "Events", isNumber: true, of: (kind) => sayNumber(events[kind]) },
              ]}
            />
          )
        }
      </Panel>
    </section>
  );
}
