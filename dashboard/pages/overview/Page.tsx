import { useEffect } from "preact/hooks";
import { Feed } from "../../components/feed/Feed.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { sayCount } from "../../format.ts";
import { usePolling } from "../../polling.ts";
import { hrefOf } from "../../route.ts";
import { clockMoves } from "../../shell/state.ts";
import { now, today } from "../../site.ts";
import { you } from "../../you.ts";
import { events, feed, names, onSite, pollLive } from "../live/state.ts";
import type { PageProps } from "../pages.ts";
import { Campaigns } from "./Campaigns.tsx";
import { Figures } from "./Figures.tsx";
import { LeftOut } from "./left-out/LeftOut.tsx";
import { RangePicker } from "./RangePicker.tsx";
import { lastDays, parseRange, USUAL_DAYS } from "./range.ts";
import { overview, refresh, show } from "./state.ts";

const REFRESH_MS = 30_000;
const LIVE_MS = 2000;
const LIVE_ROWS = 6;

export function Page({ query }: PageProps) {
  useEffect(() => show(query), [query.from, query.to, clockMoves.value]);
  usePolling(refresh, REFRESH_MS);
  usePolling(pollLive, LIVE_MS);
  const range = parseRange(query) ?? lastDays(USUAL_DAYS, today.value);
  return (
    <>
      <PageHead
        title="Overview"
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
      <div class="figures">
        <Panel of={overview} what="The figures" lines={9}>
          {(figures) => <Figures overview={figures} chosen={query.figure} />}
        </Panel>
        <LeftOut {...range} />
      </div>
      <div class="cols">
        <section class="section">
          <h2 class="h2">
            Live <small>newest first</small>
            <span class="push">
              <a href={hrefOf("live")}>Open live view</a>
            </span>
          </h2>
          <Panel of={feed} what="The live view">
            {() =>
              events.value.length > 0 ? (
                <Feed
                  events={events.value.slice(0, LIVE_ROWS)}
                  now={now.value}
                  names={names.value}
                  you={you.value}
                  isShort
                />
              ) : (
                <Empty
                  icon="live"
                  title="Nobody has come by yet"
                  text="What visitors do shows here within a second or two."
                />
              )
            }
          </Panel>
        </section>
        <Campaigns />
      </div>
    </>
  );
}
