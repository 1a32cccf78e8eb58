import { useEffect, useMemo } from "preact/hooks";
import { hrefOf } from "../../address.ts";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Panel } from "../../components/panel/Panel.tsx";
import { sayCount } from "../../format.ts";
import { usePolling } from "../../polling.ts";
import { clockMoves } from "../../shell/state.ts";
import { today } from "../../site.ts";
import { t } from "../../words.ts";
import { onSite, pollLive } from "../live/state.ts";
import type { PageProps } from "../pages.ts";
import { Figures } from "./Figures.tsx";
import { loadChart } from "./lazy-chart.ts";
import { lazyPanels, loadPanels } from "./lazy-panels.ts";
import { LeftOut } from "./left-out/LeftOut.tsx";
import { RangePicker } from "./RangePicker.tsx";
import { lastDays, parseRange, USUAL_DAYS } from "./range.ts";
import { overview, readAround, refresh, show } from "./state.ts";

const REFRESH_MS = 30_000;
/** What takes many orders to reckon. */
const AROUND_MS = 300_000;
const LIVE_MS = 2000;

export function Page({ query }: PageProps) {
  useEffect(() => {
    loadChart();
    loadPanels();
  }, []);
  useEffect(() => show(query), [query.from, query.to, clockMoves.value]);
  usePolling(refresh, REFRESH_MS);
  // Another function for other days, so that they are read at once.
  usePolling(
    useMemo(() => () => readAround(), [query.from, query.to, clockMoves.value]),
    AROUND_MS,
  );
  usePolling(pollLive, LIVE_MS);
  const range = parseRange(query) ?? lastDays(USUAL_DAYS, today.value);
  const around = lazyPanels.value;
  return (
    <>
      <PageHead
        title={t`Overview`}
        status={
          onSite.value > 0 && (
            <a class="tag live" href={hrefOf("live")}>
              <i class="dot live" />
              {sayCount(onSite.value, "on the site now", "on the site now")}
            </a>
          )
        }
      >
        <RangePicker range={range} today={today.value} />
      </PageHead>
      <div class="added">{around && <around.Added />}</div>
      <div class="figures">
        <Panel of={overview} what={t`The figures`} lines={9}>
          {(figures) => <Figures overview={figures} chosen={query.figure} />}
        </Panel>
        <LeftOut {...range} />
      </div>
      {around && <around.Panels query={query} />}
    </>
  );
}
