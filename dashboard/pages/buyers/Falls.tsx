import { useState } from "preact/hooks";
import type { FallReport, FallRow } from "../../../model/report.ts";
import { rfmSegmentWords } from "../../../model/rfm.ts";
import { hrefOf } from "../../address.ts";
import { Glyph } from "../../components/glyph/Glyph.tsx";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { type Column, Table } from "../../components/table/Table.tsx";
import { sayAge, sayDay, sayMoney, sayNumber } from "../../format.ts";
import { now } from "../../site.ts";
import { t } from "../../words.ts";

const nameOf = (segment: FallRow["to"]) => t(rfmSegmentWords[segment].name);
const sayDate = (day: string) => sayDay(Date.parse(day), "UTC", now.value);

/** Who fell today and who falls within the week by the clock alone, each with the way to their card. */
export function Falls({ report: { today, next, currency } }: { report: FallReport }) {
  return (
    <section class="section" aria-label={t`Falls`}>
      <h2 class="h2">
        {t`Fell today`} <small>{t`because time passed`}</small>
      </h2>
      {today.length > 0 ? (
        <List caption={t`Fell today`} rows={today} currency={currency} />
      ) : (
        <p class="mut">{t`Nobody fell today.`}</p>
      )}
      <h2 class="h2 then">
        {t`Fall next`} <small>{t`in 7 days, unless they order`}</small>
      </h2>
      {next.length > 0 ? (
        <List caption={t`Fall in the next 7 days`} rows={next} currency={currency} hasDay />
      ) : (
        <p class="mut">{t`Nobody falls in the next 7 days.`}</p>
      )}
    </section>
  );
}

/** Shown until all are asked for: the soonest, and of a day who has spent most. */
const FIRST = 10;

interface ListProps {
  caption: string;
  rows: FallRow[];
  currency: string;
  hasDay?: boolean;
}
function List({ caption, rows, currency, hasDay = false }: ListProps) {
  const [isWhole, setWhole] = useState(false);
  const columns: Column<FallRow>[] = [
    { name: t`Buyer`, isRowHead: true, of: (row) => <Who row={row} /> },
    { name: t`Falls to`, of: ({ from, to }) => <Way from={from} to={to} /> },
    hasDay
      ? { name: t`On##day`, isNumber: true, of: ({ day }) => sayDate(day) }
      : {
          name: t`Next`,
          isWide: true,
          class: "mut",
          of: ({ next }) => next && t`${nameOf(next.to)} on ${sayDate(next.day)}`,
        },
    {
      name: t`Last order`,
      isNumber: true,
      isWide: true,
      of: ({ lastOrderAt }) => t`${sayAge(lastOrderAt, now.value)} ago`,
    },
    { name: t`Spent`, isNumber: true, of: ({ valueMinor }) => sayMoney(valueMinor, currency, true) },
  ];
  return (
    <>
      <Table
        caption={caption}
        columns={columns}
        rows={isWhole ? rows : rows.slice(0, FIRST)}
        keyOf={({ customer, visitor, day }) => `${day} ${customer ?? visitor}`}
        isCompact
      />
      {rows.length > FIRST && !isWhole && (
        <p class="says">
          <button type="button" class="btn small" onClick={() => setWhole(true)}>
            {t`Show all ${sayNumber(rows.length)}`}
          </button>
        </p>
      )}
    </>
  );
}

function Who({ row: { customer, visitor } }: { row: FallRow }) {
  if (!visitor) return <span>{customer}</span>;
  return (
    <span class="buyer">
      <Glyph id={visitor} size="1.25rem" />
      <a class="nm" href={hrefOf("visitors", visitor)}>
        {customer ?? visitorName(visitor)}
      </a>
    </span>
  );
}

const Way = ({ from, to }: Pick<FallRow, "from" | "to">) => (
  <>
    {nameOf(to)} <span class="mut hide-s">{t`from ${nameOf(from)}`}</span>
  </>
);
