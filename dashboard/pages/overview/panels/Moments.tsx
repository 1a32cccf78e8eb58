import { definitions } from "../../../../model/micro-moment.ts";
import type { OverviewPanels } from "../../../../model/overview-report.ts";
import { Empty } from "../../../components/panel/Panel.tsx";
import { Table } from "../../../components/table/Table.tsx";
import { sayChange, sayNumber } from "../../../format.ts";
import { t } from "../../../words.ts";

/** What visitors were noticed at. Whether more of it is good depends on which: no colour says so. */
export function Moments({ of: { moments, visits } }: { of: OverviewPanels }) {
  const most = Math.max(1, ...moments.map(({ count }) => count.own));
  return (
    <section class="section" aria-label={t`Micro-moments`}>
      <h2 class="h2">
        {t`Micro-moments`} <small>{t`how often noticed`}</small>
      </h2>
      {moments.length === 0 ? (
        <Empty
          icon="spark"
          title={t`No micro-moment in these days`}
          text={t`Comparing, hesitating, not finding it: what devices notice shows here.`}
        />
      ) : (
        <Table
          caption={t`Micro-moments`}
          isCompact
          rows={moments}
          keyOf={({ moment }) => moment}
          columns={[
            {
              name: t`Moment`,
              bar: ({ count }) => count.own / most,
              of: ({ moment }) => (
                <span title={t(definitions[moment].definition)}>{t(definitions[moment].title)}</span>
              ),
            },
            { name: t`Noticed`, isNumber: true, of: ({ count }) => sayNumber(count.own) },
            {
              name: t`In 100 visits`,
              isNumber: true,
              isWide: true,
              of: ({ count }) => visits.own > 0 && sayNumber((count.own / visits.own) * 100, 1),
            },
            {
              name: t`Change##difference`,
              isNumber: true,
              of: ({ count: { own, before } }) => <span class="flat">{sayChange(own, before)}</span>,
            },
          ]}
        />
      )}
    </section>
  );
}
