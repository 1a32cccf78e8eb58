import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { OrderDetail } from "../../../model/report.ts";
import { hrefOf } from "../../address.ts";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Panel } from "../../components/panel/Panel.tsx";
import { Table } from "../../components/table/Table.tsx";
import { capital, sayMoment, sayMoney, sayNumber } from "../../format.ts";
import { ORDER_CHANNEL_WORDS } from "../../order-channel-words.ts";
import { clockMoves } from "../../shell/state.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { Status } from "../orders/Status.tsx";
import { DOOR_NAMES } from "../orders/words.ts";
import type { PageProps } from "../pages.ts";
import { order, show } from "./state.ts";

/** One order: what it brought, how it came to that, and by which doors. */
export function Page({ id }: PageProps) {
  useEffect(() => show(id), [id, clockMoves.value]);
  const status = order.value.value?.order.status;
  return (
    <>
      <PageHead
        title={t`Order ${id}`}
        crumb={{ text: t`Orders`, href: hrefOf("orders") }}
        status={status && <Status of={status} />}
      />
      <Panel of={order} what={t`The order`} lines={10}>
        {(detail) => (
          <>
            <Facts detail={detail} />
            <div class="order-cols even">
              <Amounts detail={detail} />
              <History detail={detail} />
            </div>
            {detail.lines.length > 0 && <Lines detail={detail} />}
          </>
        )}
      </Panel>
    </>
  );
}

const momentOf = (at: number) => sayMoment(at, zone.value, now.value);

function Facts({ detail: { order: own, coupons } }: { detail: OrderDetail }) {
  return (
    <dl class="tally order-facts">
      <div>
        <dt>{t`Placed`}</dt>
        <dd class="num">{momentOf(own.placedAt)}</dd>
      </div>
      <div>
        <dt>{t`Channel`}</dt>
        <dd>{capital(ORDER_CHANNEL_WORDS[own.channel])}</dd>
      </div>
      <div>
        <dt>{t`Came in by`}</dt>
        <dd>{own.doors.map((door) => DOOR_NAMES[door]).join(", ")}</dd>
      </div>
      <div>
        <dt>{t`Visitor`}</dt>
        <dd>
          {own.visitor ? (
            <a href={hrefOf("visitors", own.visitor)}>{visitorName(own.visitor)}</a>
          ) : (
            <span class="mut">{t`not seen here`}</span>
          )}
        </dd>
      </div>
      {own.customer && (
        <div>
          <dt>{t`Customer`}</dt>
          <dd class="num">
            <a href={hrefOf("customers", own.customer)}>{own.customer}</a>
          </dd>
        </div>
      )}
      {coupons.length > 0 && (
        <div>
          <dt>{t`Coupons`}</dt>
          <dd>{coupons.join(", ")}</dd>
        </div>
      )}
    </dl>
  );
}

interface AmountRow {
  name: string;
  value: ComponentChildren;
}

/** From what was ordered to what it brought. */
function Amounts({ detail }: { detail: OrderDetail }) {
  const { order: own, amounts, refunds, currency } = detail;
  const say = (minor: number | undefined) =>
    minor === undefined ? <span class="mut">{t`not told`}</span> : sayMoney(minor, own.currency);
  const rows: AmountRow[] = [
    { name: t`Ordered`, value: say(own.totalMinor) },
    { name: t`of it tax`, value: say(amounts.taxMinor) },
    { name: t`of it delivery`, value: say(amounts.shippingMinor) },
    ...(amounts.discountMinor ? [{ name: t`after a discount of`, value: say(amounts.discountMinor) }] : []),
    ...refunds.map(({ id, amountMinor, at }) => ({
      name: t`Refund ${id}${at === null ? "" : `, ${momentOf(at)}`}`,
      value: say(-amountMinor),
    })),
    ...(own.refundedMinor > 0 ? [{ name: t`Given back in all`, value: say(-own.refundedMinor) }] : []),
    { name: t`Brought`, value: say(own.valueMinor) },
    ...(own.currency !== currency && own.reportedMinor !== null
      ? [{ name: t`Brought, in ${currency}`, value: sayMoney(own.reportedMinor, currency) }]
      : []),
  ];
  const isVoid = own.status === "cancelled" || own.status === "refunded";
  return (
    <section aria-label={t`Amounts`}>
      <h2 class="h2">
        {t`Amounts`} <small>{t`as told by ${DOOR_NAMES[detail.door]}`}</small>
      </h2>
      <Table
        caption={t`Amounts`}
        isCompact
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { name: t`What`, isRowHead: true, of: ({ name }) => name },
          { name: t`Amount`, isNumber: true, of: ({ value }) => value },
        ]}
      />
      {isVoid && <p class="sub left-out">{t`It counts in no sum and for no score.`}</p>}
      {!isVoid && own.reportedMinor === null && (
        <p class="sub left-out">
          {t`Left out of sums in ${currency}: there is no rate for ${own.currency} on that day or before. ${<a href={hrefOf("orders", "", { view: "revenue" })}>{t`Add rates`}</a>}`}
        </p>
      )}
    </section>
  );
}

/** Of refunds those that say when they were made. */
function History({ detail: { history, refunds } }: { detail: OrderDetail }) {
  const dated = refunds.flatMap(({ at, door }) =>
    at === null ? [] : [{ at, stage: "partly_refunded" as const, door }],
  );
  return (
    <section aria-label={t`History`}>
      <h2 class="h2">
        {t`History`} <small>{t`when the shop says it changed`}</small>
      </h2>
      <Table
        caption={t`Status history`}
        isCompact
        rows={[...history, ...dated].sort((a, b) => a.at - b.at)}
        keyOf={({ at, stage }) => `${at} ${stage}`}
        columns={[
          { name: t`When`, isRowHead: true, class: "num", of: ({ at }) => momentOf(at) },
          { name: t`Status`, of: ({ stage }) => <Status of={stage} /> },
          { name: t`Told by`, of: ({ door }) => DOOR_NAMES[door] },
        ]}
      />
    </section>
  );
}

function Lines({ detail: { lines, order: own } }: { detail: OrderDetail }) {
  return (
    <section class="section" aria-label={t`Lines`}>
      <h2 class="h2">{t`Lines`}</h2>
      <Table
        caption={t`Lines`}
        rows={lines}
        keyOf={({ id, priceMinor }) => `${id} ${priceMinor}`}
        columns={[
          { name: t`Product`, isRowHead: true, of: ({ id, name }) => name ?? id },
          { name: t`Pieces`, isNumber: true, of: ({ quantity }) => sayNumber(quantity) },
          {
            name: t`A piece`,
            isNumber: true,
            of: ({ priceMinor }) => priceMinor !== undefined && sayMoney(priceMinor, own.currency),
          },
        ]}
      />
    </section>
  );
}
