import type { RfmReport } from "../../../model/report.ts";
import { rfmSegmentWords } from "../../../model/rfm.ts";
import { dateOf, dayIn } from "../../../model/shop-day.ts";
import { Empty } from "../../components/panel/Panel.tsx";
import { capital, sayCount, sayDay, sayNumber } from "../../format.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { movesByDay, recalibrationsOf, stepsOf, sumMoves } from "./rfm-grid.ts";

const WHY = { clock: t`time passed`, order: t`ordered`, recalibration: t`cut points moved` };
const DAYS = 14;
/** On a phone there is room for so many. */
const DAYS_ON_PHONE = 5;

/** Who went where in the last 14 days, and why; cut points that moved stand apart, since then nobody did anything. */
export function Moves({ moves }: { moves: RfmReport["moves"] }) {
  const today = dateOf(dayIn(now.value, zone.value));
  const sums = sumMoves(moves, today);
  return (
    <section class="section" aria-label={t`Moves`}>
      <h2 class="h2">
        {t`Moves`} <small>{t`last ${DAYS} days`}</small>
      </h2>
      {sums.length === 0 ? (
        <Empty
          icon="path"
          title={t`Nobody has moved`}
          text={t`Buyers move when they order, and by the clock alone.`}
        />
      ) : (
        <>
          <Days moves={moves} today={today} />
          <table class="t compact">
            <thead>
              <tr>
                <th scope="col">{t`From##segment`}</th>
                <th scope="col">{t`To`}</th>
                <th scope="col">{t`Because`}</th>
                <th scope="col" class="r">{t`Today`}</th>
                <th scope="col" class="r">
                  {t`${DAYS} days`}
                </th>
              </tr>
            </thead>
            <tbody>
              {sums.map(({ from, to, cause, buyers, today: fresh }) => (
                <tr key={cause + from + to}>
                  <th scope="row">
                    {from ? t(rfmSegmentWords[from].name) : <span class="mut">{t`first order`}</span>}
                  </th>
                  <td>{t(rfmSegmentWords[to].name)}</td>
                  <td class="mut">{WHY[cause]}</td>
                  <td class="r">{fresh > 0 ? sayNumber(fresh) : <span class="mut">–</span>}</td>
                  <td class="r">{sayNumber(buyers)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {recalibrationsOf(moves).map(({ day, buyers }) => (
        <p
          key={day}
          class="mut recalibrated"
        >{t`Recalibration on ${sayDate(day)}: cut points moved, and ${sayCount(buyers, "buyer is", "buyers are")} judged otherwise since. Nobody did anything.`}</p>
      ))}
    </section>
  );
}

const sayDate = (day: string) => sayDay(Date.parse(day), "UTC", now.value);

/** How many moved each day, by why: the darker the more, within one row of causes and the next alike. */
function Days({ moves, today }: { moves: RfmReport["moves"]; today: string }) {
  const { days, rows } = movesByDay(moves, today, DAYS);
  const steps = stepsOf(rows.flatMap(({ buyers }) => buyers));
  const isLong = (i: number) => (i < DAYS - DAYS_ON_PHONE ? "hide-s" : undefined);
  return (
    <table class="days">
      <caption class="vh">{t`Buyers who moved, by day and cause`}</caption>
      <thead>
        <tr>
          <td />
          {days.map((day, i) => (
            <th key={day} scope="col" class={isLong(i)} aria-label={sayDate(day)}>
              {day === today ? t`Today` : Number(day.slice(8))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ cause, buyers }, row) => (
          <tr key={cause}>
            <th scope="row">{capital(WHY[cause])}</th>
            {buyers.map((count, i) => (
              <td key={days[i]} class={isLong(i)}>
                <span class={`cell step-${steps[row * DAYS + i]}`}>{count > 0 ? sayNumber(count) : "–"}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
