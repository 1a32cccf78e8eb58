import { useEffect, useState } from "preact/hooks";
import type { CustomerCard } from "../../../model/report.ts";
import { hrefOf } from "../../address.ts";
import { Glyph } from "../../components/glyph/Glyph.tsx";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { Table } from "../../components/table/Table.tsx";
import { capital, sayAge, sayMoment, sayMoney, sayNumber } from "../../format.ts";
import { clockMoves } from "../../shell/state.ts";
import { may, now, whyNot, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { Status } from "../orders/Status.tsx";
import type { PageProps } from "../pages.ts";
import { sayValue } from "../visitor/Observed.tsx";
import { EraseDialog } from "./EraseDialog.tsx";
import { customer, show } from "./state.ts";

/** One customer: all that is kept under the shop's id, and the way to have it gone. */
export function Page({ id }: PageProps) {
  useEffect(() => show(id), [id, clockMoves.value]);
  const [isAsking, setAsking] = useState(false);
  const card = customer.value.value;
  return (
    <>
      <PageHead title={id} crumb={{ text: t`Customers`, href: hrefOf("customers") }}>
        {card && (
          <button
            type="button"
            class="btn"
            disabled={!may("erase")}
            title={whyNot("erase")}
            onClick={() => setAsking(true)}
          >{t`Erase this customer`}</button>
        )}
      </PageHead>
      {customer.failure.value?.status === 404 ? (
        <div class="section">
          <Empty
            icon="people"
            title={t`No such customer`}
            text={t`Nothing is kept under this id. They may have been erased.`}
          >
            <a class="btn" href={hrefOf("customers")}>{t`All customers`}</a>
          </Empty>
        </div>
      ) : (
        <Panel of={customer} what={t`The customer`} lines={10}>
          {(known) => (
            <>
              <Facts card={known} />
              <div class="order-cols even">
                <Traits card={known} />
                <Browsers card={known} />
              </div>
              <Orders card={known} />
            </>
          )}
        </Panel>
      )}
      {isAsking && card && <EraseDialog card={card} onClose={() => setAsking(false)} />}
    </>
  );
}

function Facts({
  card: { orders, spentMinor, currency, lastOrderAt, serviceMinutes },
}: {
  card: CustomerCard;
}) {
  return (
    <dl class="tally order-facts">
      <div>
        <dt>{t`Orders`}</dt>
        <dd class="num">{sayNumber(orders)}</dd>
      </div>
      <div>
        <dt>{t`Spent`}</dt>
        <dd class="num">{sayMoney(spentMinor, currency)}</dd>
      </div>
      <div>
        <dt>{t`Last order`}</dt>
        <dd class="num">{lastOrderAt === null ? "none" : t`${sayAge(lastOrderAt, now.value)} ago`}</dd>
      </div>
      {serviceMinutes > 0 && (
        <div>
          <dt>{t`Service`}</dt>
          <dd class="num">{t`${sayNumber(serviceMinutes)} min`}</dd>
        </div>
      )}
    </dl>
  );
}

function Traits({ card: { traits } }: { card: CustomerCard }) {
  const said = Object.entries(traits).filter(([, { value }]) => value !== null);
  return (
    <section aria-label={t`What the shop says`}>
      <h2 class="h2">{t`What the shop says`}</h2>
      {said.length === 0 && <p class="sub">{t`Nothing but the id.`}</p>}
      {said.length > 0 && (
        <Table
          caption={t`What the shop says`}
          isCompact
          rows={said}
          keyOf={([name]) => name}
          columns={[
            { name: t`What`, isRowHead: true, of: ([name]) => capital(name.replaceAll("_", " ")) },
            { name: t`Said`, of: ([, { value }]) => value !== null && sayValue(value) },
            { name: t`Since`, class: "num", isWide: true, of: ([, { at }]) => momentOf(at) },
          ]}
        />
      )}
    </section>
  );
}

function Browsers({ card: { browsers } }: { card: CustomerCard }) {
  return (
    <section aria-label={t`Browsers`}>
      <h2 class="h2">
        {t`Browsers`} <small>{t`linked to them now`}</small>
      </h2>
      {browsers.length === 0 && <p class="sub">{t`None is known.`}</p>}
      <ul class="some">
        {browsers.map((visitor) => (
          <li key={visitor}>
            <Glyph id={visitor} size="1.75rem" />
            <a class="nm" href={hrefOf("visitors", visitor)}>
              {visitorName(visitor)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Orders({ card: { newest } }: { card: CustomerCard }) {
  if (newest.length === 0) return null;
  return (
    <section class="section" aria-label={t`Orders`}>
      <h2 class="h2">{t`Orders`}</h2>
      <Table
        caption={t`Orders, newest first`}
        rows={newest}
        keyOf={({ id }) => id}
        columns={[
          {
            name: t`Order`,
            of: ({ id }) => (
              <a class="nm" href={hrefOf("orders", id)}>
                {id}
              </a>
            ),
          },
          { name: t`Placed`, class: "num", isSorted: true, of: ({ placedAt }) => momentOf(placedAt) },
          { name: t`Status`, isWide: true, of: ({ status }) => <Status of={status} /> },
          {
            name: t`Brought`,
            isNumber: true,
            of: ({ valueMinor, currency }) => sayMoney(valueMinor, currency),
          },
        ]}
      />
    </section>
  );
}

const momentOf = (at: number) => sayMoment(at, zone.value, now.value);
