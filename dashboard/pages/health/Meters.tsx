import type { Meter, MeterName, Plan, Quota } from "../../../model/quota.ts";
import { sayNumber, sayShare } from "../../format.ts";
import { refine } from "../../route.ts";
import { t } from "../../words.ts";

const NAMES: Record<MeterName, string> = {
  requests: t`Requests`,
  rows_written: t`D1 rows written`,
  rows_read: t`D1 rows read`,
  size: t`D1 size`,
  kv_writes: t`KV writes`,
  queue_operations: t`Queue operations`,
};
const HOW: Record<MeterName, string> = {
  requests: t`Page views counted, times 1.25: the most syncs that a page view makes. Dashboard and API come on top.`,
  rows_written: t`1.25 rows a sync, as the ingest bench measures, and 13 an order. A broadcast writes about 10 a subscriber on top.`,
  rows_read: t`4 a sync, 20 an order, and every visitor once a day for sizes and sweeps, hourly where a journey is live. Dashboard on top.`,
  size: t`As D1 says with every answer.`,
  kv_writes: t`2 a publication; traffic writes none.`,
  queue_operations: t`3 a message: one a sync, and one a minute by which the lag is known.`,
};
const PLAN_WORDS: [Plan, string][] = [
  ["free", t`Free plan`],
  ["paid", t`Paid plan`],
];

/** How near the plan's limits a day comes; of an estimate it is said that it is one, and how it is made. */
export function Meters({ of: { plan, meters } }: { of: Quota }) {
  return (
    <section class="section" aria-label={t`Quota`}>
      <h2 class="h2">
        {t`Against the plan’s limits`} <small>{t`all sites of this Worker together, a day`}</small>
        <span class="push">
          <span class="switch">
            {PLAN_WORDS.map(([value, word]) => (
              <button
                key={value}
                type="button"
                aria-pressed={value === plan}
                onClick={() => refine({ plan: value }, { replace: true })}
              >
                {word}
              </button>
            ))}
          </span>
        </span>
      </h2>
      <ul class="meters">
        {meters.map((meter) => (
          <Row key={meter.name} {...meter} />
        ))}
      </ul>
    </section>
  );
}

const KNOWN_WORDS: Record<Meter["known"], string> = { measured: t`measured`, estimated: t`estimated` };

function Row({ name, today, yesterday, limit, kind, known }: Meter) {
  const say = name === "size" ? sayBytes : (value: number) => sayNumber(value);
  const share = Math.max(today, yesterday) / limit;
  const used = name === "size" ? say(today) : t`${say(today)} today, ${say(yesterday)} yesterday`;
  const most = kind === "included" ? t`${say(limit)} included` : say(limit);
  const tone = share >= 1 ? "bad" : share >= 0.8 ? "warn" : "";
  return (
    <li>
      <div class="name">
        <b>{NAMES[name]}</b>
        <span class="tag">{KNOWN_WORDS[known]}</span>
      </div>
      <div class="gauge">
        <span class={`track ${tone}`}>
          <span style={{ width: `${Math.min(1, share) * 100}%` }} />
        </span>
        <span class="num">
          {t`${used} of ${most}, ${share < 0.001 ? t`under 0.1\u00a0%` : sayShare(share, 1)}`}
        </span>
      </div>
      <p class="how">{HOW[name]}</p>
    </li>
  );
}

const sayBytes = (bytes: number) =>
  bytes >= 1e9 ? t`${sayNumber(bytes / 1e9, 1)}\u00a0GB` : t`${sayNumber(bytes / 1e6, 1)}\u00a0MB`;
