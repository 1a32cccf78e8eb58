import type { Heat, OverviewPanels } from "../../../../model/overview-report.ts";
import { hrefOf } from "../../../address.ts";
import { Empty } from "../../../components/panel/Panel.tsx";
import { sayNumber } from "../../../format.ts";
import { refine } from "../../../route.ts";
import { t } from "../../../words.ts";
import { sayRegion } from "./words.ts";

/** Where which category is looked at, or ordered (S10). Two readings of one table; the chosen one is in the URL. */
export function Regions({ of: { looked, ordered }, by }: { of: OverviewPanels; by: string | undefined }) {
  const isOrdered = by === "ordered";
  const heat = isOrdered ? ordered : looked;
  return (
    <section class="section" aria-label={t`Region by category`}>
      <h2 class="h2">
        {t`Region × category`} <small>{isOrdered ? t`pieces ordered online` : t`looks at a product`}</small>
        <span class="push">
          <button
            type="button"
            class="link"
            onClick={() => refine({ regions: isOrdered ? undefined : "ordered" }, { replace: true })}
          >
            {isOrdered ? t`Looked at` : t`Ordered`}
          </button>
        </span>
      </h2>
      {heat.sum === 0 ? (
        <Empty
          icon="grid"
          title={isOrdered ? t`Nothing was ordered in these days` : t`No product was looked at in these days`}
          text={t`Where the offer is popular shows here, by the region the edge sees a visit come from.`}
        />
      ) : (
        <HeatTable heat={heat} />
      )}
    </section>
  );
}

const STEPS = 7;

function HeatTable({
  heat: { columns, rows, columnSums, sum, hasOtherColumn, hasOtherRow },
}: {
  heat: Heat;
}) {
  const inside = rows
    .slice(0, hasOtherRow ? -1 : undefined)
    .flatMap(({ cells }) => cells.slice(0, hasOtherColumn ? -1 : undefined));
  const most = Math.max(1, ...inside);
  const home = rows[0]?.country ?? "";
  const stepOf = (value: number, isOther: boolean) =>
    isOther || value === 0 ? 0 : Math.max(1, Math.ceil((value / most) * STEPS));
  const nameOf = (category: string, i: number) =>
    hasOtherColumn && i === columns.length - 1 ? t`Others` : category || t`None`;
  return (
    <>
      <div class="scroll">
        <table class="heat num">
          <caption class="vh">{t`By region and category`}</caption>
          <thead>
            <tr>
              <td />
              {columns.map((category, i) => (
                <th key={category} scope="col" title={nameOf(category, i)}>
                  {nameOf(category, i)}
                </th>
              ))}
              <th scope="col">{t`All`}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => {
              const isOther = hasOtherRow && i === rows.length - 1;
              const name = sayRegion(row, home);
              return (
                <tr key={`${row.country}:${row.region}`}>
                  <th scope="row">
                    {isOther || !row.region ? (
                      name
                    ) : (
                      <a
                        href={hrefOf("segments", "new", { region: row.region })}
                        title={t`${name} as a segment`}
                      >
                        {name}
                      </a>
                    )}
                  </th>
                  {row.cells.map((value, j) => (
                    <td
                      key={columns[j]}
                      class={`step-${stepOf(value, isOther || (hasOtherColumn && j === columns.length - 1))}`}
                    >
                      {value > 0 ? sayNumber(value) : "–"}
                    </td>
                  ))}
                  <td class="sum">{sayNumber(row.sum)}</td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t`All`}</th>
              {columnSums.map((value, i) => (
                <td key={columns[i]} class="sum">
                  {sayNumber(value)}
                </td>
              ))}
              <td class="sum">{sayNumber(sum)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p class="hint">{t`The region is what the edge sees of a visit; no address is kept. Others hold what is beyond the table.`}</p>
    </>
  );
}
