import { hrefOf } from "../../address.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { sayDay } from "../../format.ts";
import { refine, route } from "../../route.ts";
import { t } from "../../words.ts";
import { lastDays, PRESETS, presetOf, startOf } from "./range.ts";

interface Range {
  from: string;
  to: string;
}

/** Presets as links, since the URL is the state; any other range by its two days. */
export function RangePicker({ range, today }: { range: Range; today: string }) {
  const preset = presetOf(range, today);
  const days = (from: string, to: string) =>
    `${sayDay(startOf(from), "UTC", startOf(today))} – ${sayDay(startOf(to), "UTC", startOf(today))}`;
  return (
    <>
      <button type="button" class="btn" popoverTarget="range">
        <Icon name="calendar" />
        {preset ? (
          t`Last ${preset} days ${<b class="hide-s num">{days(range.from, range.to)}</b>}`
        ) : (
          <span class="num">{days(range.from, range.to)}</span>
        )}
        <Icon name="down" />
      </button>
      <div id="range" class="popover range" popover="auto">
        {PRESETS.map((length) => {
          const { from, to } = lastDays(length, today);
          return (
            <a
              key={length}
              class="option"
              href={hrefOf("overview", "", { ...route.value.query, from, to })}
              aria-current={preset === length ? "true" : undefined}
              onClick={close}
            >
              {t`Last ${length} days`} <span class="num">{days(from, to)}</span>
            </a>
          );
        })}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            const [from, to] = [String(form.get("from")), String(form.get("to"))].sort();
            refine({ from, to });
            close();
          }}
        >
          <label>
            {t`From`}
            <input class="input" type="date" name="from" required max={today} defaultValue={range.from} />
          </label>
          <label>
            {t`to`}
            <input class="input" type="date" name="to" required max={today} defaultValue={range.to} />
          </label>
          <button type="submit" class="btn">{t`Show`}</button>
        </form>
      </div>
    </>
  );
}

const close = () => document.getElementById("range")?.hidePopover();
