import { lifecycleWords } from "../../../model/lifecycle.ts";
import { RFM_SEGMENTS, rfmSegmentWords } from "../../../model/rfm.ts";
import { BUYER_STAGES, type ValueRanking } from "../../../model/value-report.ts";
import { refine } from "../../route.ts";
import { t } from "../../words.ts";
import { segments } from "./state.ts";
import { ATTENTION, sayMonths } from "./words.ts";

/** Another list begins with its first page. */
const choose = (change: Record<string, string | undefined>) =>
  refine({ ...change, before: undefined, trail: undefined }, { replace: true });

/** In front of a segment of the shop's own, whose id may be a stage's name. */
const OWN = "own:";

/** Period, order, and of whom: all of it in the URL. */
export function Filters({ list, query }: { list: ValueRanking; query: Record<string, string> }) {
  const months = list.standing!.months;
  const by = query.by ?? "net";
  const own = (segments.value.value?.segments ?? []).filter(({ isPublished }) => isPublished);
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
        <button
          type="button"
          aria-pressed={by === "net"}
          onClick={() => choose({ by: undefined })}
        >{t`Brought`}</button>
        <button
          type="button"
          aria-pressed={by === "expected"}
          onClick={() => choose({ by: "expected" })}
        >{t`Still to bring`}</button>
      </span>
      <select
        class="select filter"
        aria-label={t`Worth`}
        value={query.attention ?? ""}
        onChange={(event) => choose({ attention: event.currentTarget.value })}
      >
        <option value="">{t`Any worth`}</option>
        {Object.entries(ATTENTION).map(([attention, { name }]) => (
          <option key={attention} value={attention}>
            {name}
          </option>
        ))}
      </select>
      <select
        class="select filter"
        aria-label={t`Segment or stage`}
        value={query.segment ?? query.stage ?? (query.member ? OWN + query.member : "")}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          const stage = BUYER_STAGES.find((one) => one === chosen);
          const member = chosen.startsWith(OWN) ? chosen.slice(OWN.length) : undefined;
          choose({ segment: stage || member ? undefined : chosen, stage, member });
        }}
      >
        <option value="">{t`All segments and stages`}</option>
        <optgroup label={t`RFM segment`}>
          {RFM_SEGMENTS.map((segment) => (
            <option key={segment} value={segment}>
              {t(rfmSegmentWords[segment].name)}
            </option>
          ))}
        </optgroup>
        <optgroup label={t`Stage`}>
          {BUYER_STAGES.map((stage) => (
            <option key={stage} value={stage}>
              {t(lifecycleWords[stage].name)}
            </option>
          ))}
        </optgroup>
        {own.length > 0 && (
          <optgroup label={t`Your segments, when last seen`}>
            {own.map(({ id, name }) => (
              <option key={id} value={OWN + id}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </div>
  );
}
