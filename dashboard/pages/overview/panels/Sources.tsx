import type { OverviewPanels, SourceRow } from "../../../../model/overview-report.ts";
import { Empty } from "../../../components/panel/Panel.tsx";
import { Table } from "../../../components/table/Table.tsx";
import { sayChange, sayMoney, sayNumber, sayShare } from "../../../format.ts";
import { t } from "../../../words.ts";
import { toneOf } from "../figures.ts";
import { saySource } from "./words.ts";

/** Which channel brings visits, orders and revenue (S6). */
export function Sources({ of: { sources, currency } }: { of: OverviewPanels }) {
  const most = Math.max(1, ...sources.map(({ visits }) => visits.own));
  return (
    <section class="section" aria-label={t`Sources`}>
      <h2 class="h2">
        {t`Sources`} <small>{t`bar: visits`}</small>
      </h2>
      {sources.length === 0 ? (
        <Empty
          icon="path"
          title={t`No visit in these days`}
          text={t`Where each visit comes from shows here: search, newsletter, advertisement, link.`}
        />
      ) : (
        <>
          <Table
            caption={t`Where visits, orders and revenue come from`}
            isCompact
            rows={sources}
            keyOf={({ channel, source }) => `${channel}:${source}`}
            columns={[
              {
                name: t`Source`,
                bar: ({ visits }) => visits.own / most,
                of: (row: SourceRow) => {
                  const { name, how } = saySource(row);
                  return (
                    <span>
                      {name} {how && <span class="mut">{how}</span>}
                    </span>
                  );
                },
              },
              { name: t`Visits`, isNumber: true, of: ({ visits }) => sayNumber(visits.own) },
              {
                name: t`Orders`,
                isNumber: true,
                isWide: true,
                of: ({ orders }) => orders.own > 0 && sayNumber(orders.own),
              },
              {
                name: t`Conversion`,
                isNumber: true,
                of: ({ orders, visits, channel }) =>
                  visits.own > 0 && channel && sayShare(orders.own / visits.own, 1),
              },
              {
                name: t`Revenue`,
                isNumber: true,
                of: ({ revenueMinor: { own, before } }) => (
                  <span title={t`${sayMoney(before, currency, true)} before`}>
                    {sayMoney(own, currency, true)}
                  </span>
                ),
              },
              {
                name: t`Change##difference`,
                isNumber: true,
                isWide: true,
                of: ({ revenueMinor: { own, before } }) => {
                  const change = sayChange(own, before);
                  return change && <span class={toneOf(change)}>{change}</span>;
                },
              },
            ]}
          />
          <p class="hint">{t`Orders online, each by the last visit before it that said where it came from. Conversion: orders for each visit. Change: of revenue, against the days before.`}</p>
        </>
      )}
    </section>
  );
}
