import { useEffect } from "preact/hooks";
import { ORDER_STATUSES } from "../../../model/order.ts";
import { DOORS } from "../../../model/order-report.ts";
import type { OrderList } from "../../../model/report.ts";
import { hrefOf } from "../../address.ts";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { Pager, rowsBefore } from "../../components/pager/Pager.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { Table } from "../../components/table/Table.tsx";
import {
  capital,
  moneyParts,
  sayCount,
  sayDay,
  sayList,
  sayMoment,
  sayMoney,
  sayMonth,
  sayNumber,
} from "../../format.ts";
import { ORDER_CHANNEL_WORDS } from "../../order-channel-words.ts";
import { refine } from "../../route.ts";
import { clockMoves } from "../../shell/state.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { Status } from "./Status.tsx";
import { orders, PAGE_SIZE, show } from "./state.ts";
import { DOOR_NAMES, STATUS_WORDS } from "./words.ts";

export function List({ query }: { query: Record<string, string> }) {
  useEffect(() => show(query), [query.before, query.door, query.status, clockMoves.value]);
  return (
    <Panel of={orders} what={t`The orders`} lines={14}>
      {(list) =>
        list.totals.length === 0 && list.reported.void === 0 ? (
          <Empty
            icon="box"
            title={t`No orders yet`}
            text={t`They come by the shop’s pages, its server, its software or a file.`}
          >
            <a class="btn" href={hrefOf("orders", "", { view: "doors" })}>{t`See the doors`}</a>
            <a class="btn" href={hrefOf("orders", "", { view: "import" })}>{t`Import a file`}</a>
          </Empty>
        ) : (
          <>
            <Totals totals={list.totals} />
            <LeftOut list={list} />
            <div class="order-cols">
              <Months months={list.months} />
              <Orders list={list} query={query} />
            </div>
          </>
        )
      }
    </Panel>
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
            <dt>{t`Revenue, ${total.currency}`}</dt>
            <dd>
              {isBefore && unit}
              {amount} {!isBefore && <small>{unit}</small>}
            </dd>
            <dd class="p">
              {t`${sayCount(total.orders, "order")} of ${sayCount(total.buyers, "buyer")}, ${perOrder(total)} an order`}
            </dd>
            <dd class="p">
              {t`${sayDay(total.firstAt, zone.value, now.value)} to ${sayDay(total.lastAt, zone.value, now.value)}`}
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
    <section aria-label={t`By month`}>
      <h2 class="h2">
        {t`By month`} <small>{t`bar: revenue`}</small>
      </h2>
      <Table
        caption={t`Orders and revenue by month`}
        isCompact
        rows={months.toReversed()}
        keyOf={({ month, currency }) => month + currency}
        columns={[
          {
            name: t`Month`,
            isRowHead: true,
            bar: ({ currency, valueMinor }) => valueMinor / (most.get(currency) || 1),
            of: ({ month }) => <span>{sayMonth(month)}</span>,
          },
          { name: t`Orders`, isNumber: true, of: ({ orders: count }) => sayNumber(count) },
          {
            name: t`Revenue`,
            isNumber: true,
            of: ({ valueMinor, currency }) => sayMoney(valueMinor, currency, true),
          },
        ]}
      />
    </section>
  );
}

/** What all of it is in the site's currency, and what is not in it. */
function LeftOut({ list: { totals, reported, currency } }: { list: OrderList }) {
  const missing = totals.filter(({ leftOut }) => leftOut > 0);
  const isPlain = totals.length < 2 && missing.length === 0;
  const omitted = [
    ...missing.map((total) => t`${sayCount(total.leftOut, "order")} in ${total.currency} without a rate`),
    ...(reported.void > 0 ? [t`${sayNumber(reported.void)} cancelled or refunded whole`] : []),
  ];
  if (isPlain && omitted.length === 0) return null;
  return (
    <p class="sub left-out">
      {!isPlain && <>{t`In ${currency} together ${sayMoney(reported.valueMinor, currency, true)}.`} </>}
      {omitted.length > 0 && t`Left out: ${sayList(omitted)}. `}
      {missing.length > 0 && <a href={hrefOf("orders", "", { view: "revenue" })}>{t`Add rates`}</a>}
    </p>
  );
}

function Orders({ list, query }: { list: OrderList; query: Record<string, string> }) {
  const start = rowsBefore(PAGE_SIZE);
  return (
    <section aria-label={t`Orders`}>
      <div class="order-filters">
        <h2 class="h2">
          {t`All orders`} <small>{t`newest first`}</small>
        </h2>
        <Filter
          name="status"
          label={t`Any status`}
          value={query.status}
          options={ORDER_STATUSES.map((status) => [status, STATUS_WORDS[status].word])}
        />
        <Filter
          name="door"
          label={t`Any door`}
          value={query.door}
          options={DOORS.map((door) => [door, DOOR_NAMES[door]])}
        />
      </div>
      {list.orders.length === 0 ? (
        <Empty icon="filter" title={t`No order fits`} text={t`None stands so and came in by this door.`}>
          <a class="btn" href={hrefOf("orders")}>{t`Show all orders`}</a>
        </Empty>
      ) : (
        <Table
          isLong
          caption={t`Orders, newest first`}
          rows={list.orders}
          keyOf={({ id }) => id}
          columns={[
            {
              name: t`Order`,
              class: "num",
              of: ({ id }) => (
                <a class="nm" href={hrefOf("orders", id)}>
                  {id}
                </a>
              ),
            },
            {
              name: t`Placed`,
              isSorted: true,
              isWide: true,
              class: "num",
              of: ({ placedAt }) => sayMoment(placedAt, zone.value, now.value),
            },
            { name: t`Status`, of: ({ status }) => <Status of={status} /> },
            { name: t`Channel`, isWide: true, of: ({ channel }) => capital(ORDER_CHANNEL_WORDS[channel]) },
            {
              name: t`Came in by`,
              isWide: true,
              of: ({ doors }) => doors.map((door) => DOOR_NAMES[door]).join(", "),
            },
            {
              name: t`Visitor`,
              isWide: true,
              of: ({ visitor }) =>
                visitor ? (
                  <a class="nm" href={hrefOf("visitors", visitor)}>
                    {visitorName(visitor)}
                  </a>
                ) : (
                  <span class="mut">{t`not seen here`}</span>
                ),
            },
            {
              name: t`Value`,
              isNumber: true,
              of: (order) => (
                <>
                  {sayMoney(order.valueMinor, order.currency)}
                  <Reported order={order} currency={list.currency} />
                </>
              ),
            },
          ]}
        />
      )}
      <Pager page="orders" next={list.next}>
        {list.orders.length > 0 && `${sayNumber(start + 1)}–${sayNumber(start + list.orders.length)}`}
      </Pager>
    </section>
  );
}

/** What was ordered where nothing of it was kept; else the value in the site's currency, where it is another one. */
function Reported({ order, currency }: { order: OrderList["orders"][number]; currency: string }) {
  if (order.status === "cancelled" || order.status === "refunded")
    return <span class="under">{t`of ${sayMoney(order.totalMinor, order.currency)}`}</span>;
  if (order.currency === currency) return null;
  return (
    <span class="under">
      {order.reportedMinor === null ? t`left out: no rate` : sayMoney(order.reportedMinor, currency)}
    </span>
  );
}

interface FilterProps {
  name: "status" | "door";
  /** Of the choice that leaves out nothing. */
  label: string;
  value: string | undefined;
  options: [string, string][];
}

function Filter({ name, label, value = "", options }: FilterProps) {
  return (
    <select
      class="select pick"
      aria-label={label}
      value={value}
      onChange={(event) =>
        refine({ [name]: event.currentTarget.value || undefined, before: undefined, trail: undefined })
      }
    >
      <option value="">{label}</option>
      {options.map(([option, word]) => (
        <option key={option} value={option}>
          {word}
        </option>
      ))}
    </select>
  );
}
