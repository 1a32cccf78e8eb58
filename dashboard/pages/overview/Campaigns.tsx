import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { Table } from "../../components/table/Table.tsx";
import { sayNumber, sayShare } from "../../format.ts";
import { hrefOf } from "../../route.ts";
import { sayPlacement } from "../campaign/words.ts";
import { campaigns } from "./state.ts";

const ROWS = 6;

/** What is live, by how often it was shown. What it adds is not said here: shown and clicked is not yet earned. */
export function Campaigns() {
  return (
    <section class="section">
      <h2 class="h2">
        Campaigns <small>live now</small>
        <span class="push">
          <a href={hrefOf("campaigns")}>All campaigns</a>
        </span>
      </h2>
      <Panel of={campaigns} what="The campaigns" lines={4}>
        {({ campaigns: all }) => {
          const live = all
            .filter(({ isPublished }) => isPublished)
            .sort((a, b) => b.counts.shown - a.counts.shown)
            .slice(0, ROWS);
          if (live.length === 0)
            return (
              <Empty icon="campaign" title="Nothing is live" text="Visitors see the shop as it is.">
                <a class="btn" href={hrefOf("campaigns", all.length > 0 ? "" : "new")}>
                  {all.length > 0 ? "All campaigns" : "New campaign"}
                </a>
              </Empty>
            );
          const most = Math.max(1, live[0]!.counts.shown);
          return (
            <Table
              caption="Campaigns that are live"
              rows={live}
              keyOf={({ id }) => id}
              columns={[
                {
                  name: "Campaign",
                  bar: ({ counts }) => counts.shown / most,
                  of: ({ id, name }) => (
                    <a class="nm" href={hrefOf("campaigns", id)}>
                      {name}
                    </a>
                  ),
                },
                { name: "Place", isWide: true, class: "mut", of: (campaign) => sayPlacement(campaign) },
                { name: "Shown", isNumber: true, of: ({ counts }) => sayNumber(counts.shown) },
                {
                  name: "Held out",
                  isNumber: true,
                  isWide: true,
                  of: ({ counts }) => sayNumber(counts.ghosts),
                },
                {
                  name: "Clicked",
                  isNumber: true,
                  of: ({ counts: { shown, clicks } }) => shown > 0 && sayShare(clicks / shown, 1),
                },
              ]}
            />
          );
        }}
      </Panel>
    </section>
  );
}
