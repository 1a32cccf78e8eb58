import { lifecycleWords } from "../../../model/lifecycle.ts";
import { RFM_SEGMENTS, rfmSegmentWords } from "../../../model/rfm.ts";
import { BUYER_STAGES, type ValueRanking } from "../../../model/value-report.ts";
import { refine } from "../../route.ts";
import { ATTENTION, sayMonths } from "./words.ts";

/** Another list begins with its first page. */
const choose = (change: Record<string, string | undefined>) =>
  refine({ ...change, before: undefined, trail: undefined }, { replace: true });

/** Period, order, and of whom: all of it in the URL. */
export function Filters({ list, query }: { list: ValueRanking; query: Record<string, string> }) {
  const months = list.standing!.months;
  const by = query.by ?? "net";
  return (
    <div class="value-filters">
      <span class="switch">
        {list.periods.map((length) => (
          <button
            key={length}
            type="button"
            aria-pressed={length === months}
            onClick={() => choose({ months: String(length) })}
          >
            {sayMonths(length)}
          </button>
        ))}
      </span>
      <span class="switch">
        <button type="button" aria-pressed={by === "net"} onClick={() => choose({ by: undefined })}>
          Brought
        </button>
        <button type="button" aria-pressed={by === "expected"} onClick={() => choose({ by: "expected" })}>
          Still to bring
        </button>
      </span>
      <select
        class="select filter"
        aria-label="Worth"
        value={query.attention ?? ""}
        onChange={(event) => choose({ attention: event.currentTarget.value })}
      >
        <option value="">Any worth</option>
        {Object.entries(ATTENTION).map(([attention, { name }]) => (
          <option key={attention} value={attention}>
            {name}
          </option>
        ))}
      </select>
      <select
        class="select filter"
        aria-label="RFM segment or stage"
        value={query.segment ?? query.stage ?? ""}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          const stage = BUYER_STAGES.find((one) => one === chosen);
          choose({ segment: stage ? undefined : chosen, stage });
        }}
      >
        <option value="">All segments and stages</option>
        <optgroup label="RFM segment">
          {RFM_SEGMENTS.map((segment) => (
            <option key={segment} value={segment}>
              {rfmSegmentWords[segment].name}
            </option>
          ))}
        </optgroup>
        <optgroup label="Stage">
          {BUYER_STAGES.map((stage) => (
            <option key={stage} value={stage}>
              {lifecycleWords[stage].name}
            </option>
          ))}
        </optgroup>
      </select>
    </div>
  );
}
