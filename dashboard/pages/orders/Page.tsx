import { useEffect } from "preact/hooks";
import type { OrderList } from "../../../model/report.ts";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Pager, rowsBefore } from "../../components/pager/Pager.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { Table } from "../../components/table/Table.tsx";
import {
  capital,
  moneyParts,
  sayCount,
  sayDay,
  sayMoment,
  sayMoney,
  sayMonth,
  sayNumber,
} from "../../format.ts";
import { hrefOf } from "../../route.ts";
import { clockMoves } from "../../shell/state.ts";
import { now, zone } from "../../site.ts";
import type { PageProps } from "../pages.ts";
import { orders, PAGE_SIZE, show } from "./state.ts";

export function Page({ query }: PageProps) {
  useEffect(() => show(query), [query.before, clockMoves.value]);
  return (
    <>
      <PageHead title="Orders" />
      <Panel of={orders} what="The orders" lines={14}>
        {(list) =>
          list.totals.length === 0 ? (
            <Empty
              icon="box"
              title="No orders yet"
              text="They come from the shop's pages, or from its server through POST /v1/orders."
            />
          ) : (
            <>
              <Totals totals={list.totals} />
              <div class="order-cols">
                <Months months={list.months} />
                <Orders list={list} />
              </div>
            </>
          )
        }
      </Panel>
    </>
  );
}

/** Currencies stand side by side and are never added. */
function Totals({ totals }: { totals: OrderList["totals"] }) {
  const perOrder = (total: OrderList["totals"][number]) =>
    sayMoney(Math.round(total.valueMinor / Math.max(1, total.orders)), total.currency);
  return (
    <dl class="sums">
      {totals.map((total) => {
        const { amount, unit, isBefore } = moneyParts(total.valueMinor, total.currency, true);
        return (
          <div key={total.currency}>
            <dt>Revenue, {total.currency}</dt>
            <dd>
              {isBefore && unit}
              {amount} {!isBefore && <small>{unit}</small>}
            </dd>
            <dd class="p">
              {sayCount(total.orders, "order")} of {sayCount(total.buyers, "buyer")}, {perOrder(total)} an
              order
            </dd>
            <dd class="p">
              {sayDay(total.firstAt, zone.value, now.value)} to {sayDay(total.lastAt, zone.value, now.value)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Months({ months }: { months: OrderList["months"] }) {
  const most = new Map<string, number>();
  for (const { currency, valueMinor } of months)
    most.set(currency, Math.max(most.get(currency) ?? 0, valueMinor));
  return (
    <section aria-label="By month">
      <h2 class="h2">
        By month <small>bar: revenue</small>
      </h2>
      <Table
        caption="Orders and revenue by month"
        isCompact
        rows={months.toReversed()}
        keyOf={({ month, currency }) => month + currency}
        columns={[
          {
            name: "Month",
            isRowHead: true,
            bar: ({ currency, valueMinor }) => valueMinor / (most.get(currency) || 1),
            of: ({ month }) => <span>{sayMonth(month)}</span>,
          },
          { name: "Orders", isNumber: true, of: ({ orders: count }) => sayNumber(count) },
          {
            name: "Revenue",
            isNumber: true,
            of: ({ valueMinor, currency }) => sayMoney(valueMinor, currency, true),
          },
        ]}
      />
    </section>
  );
}

/** Which way the order came in. */
const DOORS: Record<string, string> = { page: "shop’s page", api: "server" };

function Orders({ list }: { list: OrderList }) {
  const start = rowsBefore(PAGE_SIZE);
  const all = list.totals.reduce((sum, total) => sum + total.orders, 0);
  return (
    <section aria-label="Orders">
      <h2 class="h2">
        All orders <small>newest first</small>
      </h2>
      <Table
        caption="All orders, newest first"
        rows={list.orders}
        keyOf={({ id }) => id}
        columns={[
          { name: "Order", isRowHead: true, class: "num", of: ({ id }) => id },
          {
            name: "Placed",
            isSorted: true,
            class: "num",
            of: ({ placedAt }) => sayMoment(placedAt, zone.value, now.value),
          },
          { name: "Channel", isWide: true, of: ({ channel }) => capital(channel) },
          {
            name: "Came in by",
            isWide: true,
            of: ({ doors }) => doors.map((door) => DOORS[door] ?? door).join(", "),
          },
          {
            name: "Visitor",
            isWide: true,
            of: ({ visitor }) =>
              visitor ? (
                <a class="nm" href={hrefOf("visitors", visitor)}>
                  {visitorName(visitor)}
                </a>
              ) : (
                <span class="mut">not seen here</span>
              ),
          },
          { name: "Lines", isNumber: true, isWide: true, of: ({ lines }) => sayNumber(lines) },
          {
            name: "Value",
            isNumber: true,
            of: ({ valueMinor, currency }) => sayMoney(valueMinor, currency),
          },
        ]}
      />
      <Pager page="orders" next={list.next}>
        {sayNumber(start + 1)}–{sayNumber(start + list.orders.length)} of {sayNumber(all)}
      </Pager>
    </section>
  );
}
