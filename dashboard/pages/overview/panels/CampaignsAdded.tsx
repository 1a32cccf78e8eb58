import { hrefOf } from "../../../address.ts";
import { IntervalBar } from "../../../components/interval-bar/IntervalBar.tsx";
import { scaleOf } from "../../../components/interval-bar/scale.ts";
import { Ticks } from "../../../components/interval-bar/Ticks.tsx";
import { Empty, Panel } from "../../../components/panel/Panel.tsx";
import { Table } from "../../../components/table/Table.tsx";
import { sayNumber, sayShare } from "../../../format.ts";
import { t } from "../../../words.ts";
import { sayPlacement } from "../../campaign/words.ts";
import { sayAdded, sayBetween, sayNotYet } from "../../results/words.ts";
import { campaigns, results } from "../state.ts";

const ROWS = 6;

/** What is live, by how often it was shown; what each added, over those held out of it. */
export function CampaignsAdded() {
  return (
    <section class="section">
      <h2 class="h2">
        {t`What the campaigns added`} <small>{t`against each campaign’s own holdout, 95 % interval`}</small>
        <span class="push">
          <a href={hrefOf("campaigns")}>{t`All campaigns`}</a>
        </span>
      </h2>
      <Panel of={campaigns} what={t`The campaigns`} lines={4}>
        {({ campaigns: all }) => {
          const live = all
            .filter(({ isPublished }) => isPublished)
            .sort((a, b) => b.counts.shown - a.counts.shown)
            .slice(0, ROWS);
          if (live.length === 0)
            return (
              <Empty icon="campaign" title={t`Nothing is live`} text={t`Visitors see the shop as it is.`}>
                <a class="btn" href={hrefOf("campaigns", all.length > 0 ? "" : "new")}>
                  {all.length > 0 ? t`All campaigns` : t`New campaign`}
                </a>
              </Empty>
            );
          const list = results.value.value;
          const resultOf = (id: string) => list?.campaigns.find(({ campaign }) => campaign === id);
          const scale = scaleOf(live.map(({ id }) => resultOf(id)?.addedMinor ?? null));
          return (
            <Table
              caption={t`Campaigns that are live`}
              rows={live}
              keyOf={({ id }) => id}
              columns={[
                {
                  name: t`Campaign`,
                  of: ({ id, name }) => (
                    <a class="nm" href={hrefOf("campaigns", id)}>
                      {name}
                    </a>
                  ),
                },
                { name: t`Place`, isWide: true, class: "mut", of: (campaign) => sayPlacement(campaign) },
                { name: t`Shown`, isNumber: true, isWide: true, of: ({ counts }) => sayNumber(counts.shown) },
                {
                  name: t`Clicked`,
                  isNumber: true,
                  isWide: true,
                  of: ({ counts: { shown, clicks } }) => shown > 0 && sayShare(clicks / shown, 1),
                },
                {
                  name: t`Added`,
                  isNumber: true,
                  of: ({ id }) => {
                    const result = resultOf(id);
                    if (!list || !result) return null;
                    const isSure = result.verdict === "more" || result.verdict === "less";
                    return (
                      <a
                        class={isSure ? "nm" : "nm unsure"}
                        href={hrefOf("campaigns", id, { view: "results" })}
                      >
                        {isSure ? sayAdded(result.addedMinor!.estimate, list.currency) : sayNotYet(result)}
                      </a>
                    );
                  },
                },
                {
                  name: t`Interval`,
                  isUnheaded: true,
                  scale: list && <Ticks scale={scale} currency={list.currency} />,
                  class: "ivc",
                  of: ({ id }) => {
                    const added = resultOf(id)?.addedMinor ?? null;
                    return (
                      <IntervalBar
                        of={added}
                        scale={scale}
                        label={added ? sayBetween(added, list!.currency) : t`No interval yet`}
                      />
                    );
                  },
                },
              ]}
            />
          );
        }}
      </Panel>
    </section>
  );
}
