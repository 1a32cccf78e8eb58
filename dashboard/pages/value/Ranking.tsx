import type { ValueRanking } from "../../../model/value-report.ts";
import { hrefOf } from "../../address.ts";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { Pager } from "../../components/pager/Pager.tsx";
import { Empty } from "../../components/panel/Panel.tsx";
import { Table } from "../../components/table/Table.tsx";
import { sayDay, sayMoney, sayNumber } from "../../format.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { ATTENTION } from "./words.ts";

type Row = ValueRanking["rows"][number];

export function Ranking({ list, isByExpected }: { list: ValueRanking; isByExpected: boolean }) {
  const { rows, currency, next } = list;
  if (rows.length === 0)
    return <Empty icon="people" title={t`Nobody`} text={t`No customer fits these filters.`} />;
  return (
    <section aria-label={t`Ranking`}>
      <Table
        isLong
        caption={t`Customers, the most valuable first`}
        rows={rows}
        keyOf={({ who }) => who}
        columns={[
          { name: t`Rank`, isNumber: true, isWide: true, of: ({ rank }) => sayNumber(rank) },
          {
            name: t`Customer`,
            isRowHead: true,
            of: (row) => (
              <span>
                <Name row={row} />
                <span class="under">
                  {t`last order ${sayDay(row.lastOrderAt, zone.value, now.value)}`}
                  {row.attention && <span class="worth">{ATTENTION[row.attention].said}</span>}
                </span>
              </span>
            ),
          },
          { name: t`Orders`, isNumber: true, isWide: true, of: ({ orders }) => sayNumber(orders) },
          {
            name: t`Average order`,
            isNumber: true,
            isWide: true,
            of: ({ averageOrderMinor: minor, orders }) => orders > 0 && sayMoney(minor, currency),
          },
          {
            name: t`Brought`,
            isNumber: true,
            isWide: true,
            of: ({ revenueMinor }) => sayMoney(revenueMinor, currency, true),
          },
          {
            name: t`Net of service`,
            isNumber: true,
            isSorted: !isByExpected,
            of: ({ netMinor }) => netMinor !== null && sayMoney(netMinor, currency, true),
          },
          {
            name: t`Next 52 weeks`,
            isNumber: true,
            isSorted: isByExpected,
            of: ({ expectedMinor }) => expectedMinor !== null && sayMoney(expectedMinor, currency, true),
          },
          {
            name: t`Still a customer`,
            isNumber: true,
            isWide: true,
            of: ({ alivePercent }) => alivePercent !== null && `${alivePercent} %`,
          },
          {
            name: t`Worth`,
            isWide: true,
            of: ({ attention }) =>
              attention && (
                <span class={`tag ${ATTENTION[attention].tone}`} title={ATTENTION[attention].meaning}>
                  {ATTENTION[attention].name}
                </span>
              ),
          },
        ]}
      />
      <Pager page="value" next={next}>
        {sayNumber(rows[0]!.rank)}–{sayNumber(rows.at(-1)!.rank)}
      </Pager>
    </section>
  );
}

/** A customer by the shop's id, a visitor by name; either leads to its own page. */
function Name({ row: { who, visitor } }: { row: Row }) {
  const name = who.startsWith("c:") ? who.slice(2) : visitorName(who.slice(2));
  const href = who.startsWith("c:") ? hrefOf("customers", name) : visitor && hrefOf("visitors", visitor);
  if (!href) return <b>{name}</b>;
  return (
    <a class="nm" href={href}>
      {name}
    </a>
  );
}
