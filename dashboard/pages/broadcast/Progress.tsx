import { useEffect } from "preact/hooks";
import type { BroadcastReport } from "../../../model/push-report.ts";
import { hrefOf } from "../../address.ts";
import { Previews } from "../../components/notification/Previews.tsx";
import { Panel } from "../../components/panel/Panel.tsx";
import { SentResult } from "../../components/sent-result/SentResult.tsx";
import { type Column, Table } from "../../components/table/Table.tsx";
import { sayMoment, sayNumber, sayShare } from "../../format.ts";
import { DELIVERY_WORDS, outcomeOf, sayLost } from "../../push-words.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { DeliveryTable } from "../deliveries/DeliveryTable.tsx";
import { beholder } from "./beholder/state.ts";
import { Eyes } from "./Look.tsx";
import { nameOf, recent, results, shown, variant } from "./state.ts";
import { sayMeasure, sayWhen, sayWho } from "./words.ts";

/** Of a broadcast that is being sent, or was: how far it is, what came of it, and of whom. */
export function Progress({ of }: { of: BroadcastReport }) {
  const { broadcast } = of;
  return (
    <>
      <p class="sub lead">
        {sayWho(broadcast, nameOf)} {sayWhen(broadcast, zone.value, now.value)} {sayMeasure(broadcast)}
      </p>
      <HowFar of={of} />
      <Figures of={of} />
      <Added id={broadcast.id} />
      <div class="sent-cols">
        <div>
          {broadcast.variants.length > 1 && <Variants of={of} />}
          <Recent id={broadcast.id} />
        </div>
        <aside class="prev" aria-label={t`The notification`}>
          {broadcast.variants.length > 1 && (
            <div class="vars">
              {broadcast.variants.map(({ id }, i) => (
                <button
                  key={id}
                  type="button"
                  aria-pressed={i === variant.value}
                  onClick={() => (variant.value = i)}
                >
                  {t`Variant ${id.toUpperCase()}`}
                </button>
              ))}
            </div>
          )}
          <div class="pbar">
            <Eyes />
          </div>
          {shown.value && <Previews message={shown.value.message} beholder={beholder.value} />}
        </aside>
      </div>
    </>
  );
}

function Added({ id }: { id: string }) {
  useEffect(() => void results.load(), [id]);
  const { value } = results.value;
  return value ? <SentResult of={value} /> : null;
}

function HowFar({ of: { sums, status, startedAt, finishedAt } }: { of: BroadcastReport }) {
  const { all, due } = outcomeOf(sums);
  const done = all - due;
  return (
    <div class="how-far">
      <progress max={Math.max(1, all)} value={done} aria-label={t`Sent or settled`} />
      <p class="sub num">
        {t`${sayNumber(done)} of ${sayNumber(all)} sent or settled${due > 0 && t`, ${sayNumber(due)} wait`}. ${finishedAt === null && status === "sending" && t`Still looking for whom it is for. `}${status === "paused" && t`Paused: nothing goes out. `}${startedAt !== null && t`Begun ${sayMoment(startedAt, zone.value, now.value)}`}${finishedAt !== null && t`, everybody looked at by ${sayMoment(finishedAt, zone.value, now.value)}`}${startedAt !== null && "."}`}
      </p>
    </div>
  );
}

function Figures({ of: { sums } }: { of: BroadcastReport }) {
  const { sent, shown: seen, clicked, lost, heldOut } = outcomeOf(sums);
  const share = (part: number, whole: number) => whole > 0 && <small> {sayShare(part / whole, 1)}</small>;
  return (
    <dl class="tally">
      <div>
        <dt>{t`Sent`}</dt>
        <dd class="num">{sayNumber(sent)}</dd>
      </div>
      <div>
        <dt>{t`Shown`}</dt>
        <dd class="num">
          {sayNumber(seen)}
          {share(seen, sent)}
        </dd>
      </div>
      <div>
        <dt>{t`Clicked`}</dt>
        <dd class="num">
          {sayNumber(clicked)}
          {share(clicked, seen)}
        </dd>
      </div>
      {lost.map(({ state, count }) => (
        <div key={state} title={DELIVERY_WORDS[state].meaning}>
          <dt>{DELIVERY_WORDS[state].word}</dt>
          <dd class="num">{sayNumber(count)}</dd>
        </div>
      ))}
      <div title={DELIVERY_WORDS.held_out.meaning}>
        <dt>{t`Held out`}</dt>
        <dd class="num">{sayNumber(heldOut)}</dd>
      </div>
    </dl>
  );
}

type Row = BroadcastReport["broadcast"]["variants"][number];

function Variants({ of: { broadcast, variants } }: { of: BroadcastReport }) {
  const of = ({ id }: Row) => outcomeOf(variants[id] ?? {});
  const columns: Column<Row>[] = [
    { name: t`Variant`, isRowHead: true, of: ({ id }) => id.toUpperCase() },
    { name: t`Sent`, isNumber: true, of: (row) => sayNumber(of(row).sent) },
    { name: t`Shown`, isNumber: true, of: (row) => sayNumber(of(row).shown) },
    { name: t`Clicked`, isNumber: true, of: (row) => sayNumber(of(row).clicked) },
    {
      name: t`Of those shown`,
      isNumber: true,
      of: (row) => of(row).shown > 0 && sayShare(of(row).clicked / of(row).shown, 1),
    },
    { name: t`Not sent`, isWide: true, of: (row) => sayLost(of(row)) },
  ];
  return (
    <section aria-label={t`Variants`}>
      <h2 class="h2">{t`Variants`}</h2>
      <Table caption={t`By variant`} columns={columns} rows={broadcast.variants} keyOf={({ id }) => id} />
    </section>
  );
}

const MOST_RECENT = 12;

function Recent({ id }: { id: string }) {
  const source = `broadcast:${id}`;
  return (
    <section class="section" aria-label={t`Deliveries`}>
      <h2 class="h2">
        {t`Deliveries`} <small>{t`newest first`}</small>
        <span class="push">
          <a href={hrefOf("push", "", { view: "deliveries", source })}>{t`See all`}</a>
        </span>
      </h2>
      <Panel of={recent} what={t`The deliveries`}>
        {({ deliveries }) =>
          deliveries.length > 0 ? (
            <DeliveryTable
              rows={deliveries.slice(0, MOST_RECENT)}
              without="Notification"
              reload={recent.load}
            />
          ) : (
            <p class="sub">{t`None yet: they are made in a moment.`}</p>
          )
        }
      </Panel>
    </section>
  );
}
