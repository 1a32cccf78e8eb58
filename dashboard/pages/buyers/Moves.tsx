import type { RfmReport } from "../../../model/report.ts";
import { rfmSegmentWords } from "../../../model/rfm.ts";
import { dateOf, dayIn } from "../../../model/shop-day.ts";
import { Empty } from "../../components/panel/Panel.tsx";
import { sayCount, sayDay, sayNumber } from "../../format.ts";
import { now, zone } from "../../site.ts";
import { recalibrationsOf, sumMoves } from "./rfm-grid.ts";

const WHY = { clock: "time passed", order: "ordered" };

/** Who went where in the last 14 days, and why; cut points that moved stand apart, since then nobody did anything. */
export function Moves({ moves }: { moves: RfmReport["moves"] }) {
  const today = dateOf(dayIn(now.value, zone.value));
  const sums = sumMoves(moves, today);
  const dayOf = (day: string) => sayDay(Date.parse(day), "UTC", now.value);
  return (
    <section class="section" aria-label="Moves">
      <h2 class="h2">
        Moves <small>last 14 days</small>
      </h2>
      {sums.length === 0 ? (
        <Empty
          icon="path"
          title="Nobody has moved"
          text="Buyers move when they order, and by the clock alone."
        />
      ) : (
        <table class="t compact">
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">Because</th>
              <th scope="col" class="r">
                Today
              </th>
              <th scope="col" class="r">
                14 days
              </th>
            </tr>
          </thead>
          <tbody>
            {sums.map(({ from, to, cause, buyers, today: fresh }) => (
              <tr key={cause + from + to}>
                <th scope="row">
                  {from ? rfmSegmentWords[from].name : <span class="mut">first order</span>}
                </th>
                <td>{rfmSegmentWords[to].name}</td>
                <td class="mut">{WHY[cause]}</td>
                <td class="r">{fresh > 0 ? sayNumber(fresh) : <span class="mut">–</span>}</td>
                <td class="r">{sayNumber(buyers)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {recalibrationsOf(moves).map(({ day, buyers }) => (
        <p key={day} class="mut recalibrated">
          Recalibration on {dayOf(day)}: cut points moved, and {sayCount(buyers, "buyer")}{" "}
          {buyers === 1 ? "is" : "are"} judged otherwise since. Nobody did anything.
        </p>
      ))}
    </section>
  );
}
