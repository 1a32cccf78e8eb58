import type { CampaignResults, ResultArm } from "../../../model/results/report.ts";
import { HELD_OUT, HELD_OUT_OF_ALL } from "../../../model/results/split.ts";
import { IntervalBar } from "../../components/interval-bar/IntervalBar.tsx";
import { scaleOf } from "../../components/interval-bar/scale.ts";
import { Ticks } from "../../components/interval-bar/Ticks.tsx";
import { Table } from "../../components/table/Table.tsx";
import { sayMoney, sayNumber, sayShare } from "../../format.ts";
import { t } from "../../words.ts";
import { titleOfVariant } from "./state.ts";
import { sayAdded, sayArm, sayBetween, sayPlanned, shownOf } from "./words.ts";

/** The holdout first, since all others are held against it. */
const ORDER = [HELD_OUT, HELD_OUT_OF_ALL];
const rankOf = ({ arm }: ResultArm) => (ORDER.includes(arm) ? ORDER.indexOf(arm) * 9 - 1 : 0);

export function Arms({ of: { arms, currency } }: { of: CampaignResults }) {
  const scale = scaleOf(arms.map(({ overHeldOut }) => overHeldOut));
  const rows = [...arms].sort((a, b) => rankOf(a) - rankOf(b));
  return (
    <section class="section">
      <h2 class="h2">
        {t`Each variant against seeing nothing`}{" "}
        <small>{t`revenue per visitor, after the first showing`}</small>
      </h2>
      <Table
        caption={t`Each variant against seeing nothing`}
        class="arms"
        rows={rows}
        keyOf={({ arm }) => arm}
        columns={[
          {
            name: t`Variant`,
            isRowHead: true,
            of: ({ arm, share }) => (
              <span>
                {sayArm(arm, titleOfVariant)}
                <span class="under">
                  {shownOf([{ arm } as ResultArm]).length > 0 && `${arm.toUpperCase()}, `}
                  {sayPlanned(share)}
                </span>
              </span>
            ),
          },
          { name: t`Visitors`, isNumber: true, isWide: true, of: ({ visitors }) => sayNumber(visitors) },
          { name: t`Orders`, isNumber: true, isWide: true, of: ({ orders }) => sayNumber(orders) },
          {
            name: t`Buyers`,
            isNumber: true,
            isWide: true,
            of: ({ buyers, visitors }) => visitors > 0 && sayShare(buyers / visitors, 2),
          },
          {
            name: t`Per visitor`,
            isNumber: true,
            isWide: true,
            of: ({ revenueMinor, visitors }) => visitors > 0 && sayMoney(revenueMinor / visitors, currency),
          },
          {
            name: t`Interval`,
            isUnheaded: true,
            scale: <Ticks scale={scale} currency={currency} />,
            class: "interval",
            of: ({ arm, overHeldOut }) =>
              arm !== HELD_OUT_OF_ALL && (
                <IntervalBar
                  of={overHeldOut}
                  scale={scale}
                  label={overHeldOut ? sayBetween(overHeldOut, currency, false) : ""}
                />
              ),
          },
          { name: t`Difference`, isNumber: true, of: (arm) => <Difference of={arm} currency={currency} /> },
        ]}
      />
      <FirstAgainstOthers arms={arms} currency={currency} titleOf={titleOfVariant} />
    </section>
  );
}

function Difference({ of: { arm, overHeldOut }, currency }: { of: ResultArm; currency: string }) {
  if (arm === HELD_OUT) return <span class="mut">{t`compared with`}</span>;
  if (arm === HELD_OUT_OF_ALL) return <span class="mut">{t`not compared`}</span>;
  if (!overHeldOut) return <span class="mut">{t`not enough yet`}</span>;
  return (
    <>
      <b>{sayAdded(overHeldOut.estimate, currency, false)}</b>
      <span class="under">{sayBetween(overHeldOut, currency, false)}</span>
    </>
  );
}

interface OthersProps {
  arms: readonly ResultArm[];
  currency: string;
  titleOf: (variant: string) => string;
}
/** Of several variants: whether one is better than the first. */
function FirstAgainstOthers({ arms, currency, titleOf }: OthersProps) {
  const [first, ...others] = shownOf(arms);
  if (!first || others.length === 0) return null;
  return (
    <ul class="others num">
      {others.map(({ arm, overFirst }) => (
        <li key={arm}>
          {t`${<b>{sayArm(arm, titleOf)}</b>} against ${<b>{sayArm(first.arm, titleOf)}</b>}: ${
            overFirst
              ? t`${sayAdded(overFirst.estimate, currency, false)} a visitor, between ${sayMoney(overFirst.low, currency)} and ${sayMoney(overFirst.high, currency)}. ${
                  overFirst.low > 0 || overFirst.high < 0
                    ? t`The difference is real.`
                    : t`Not enough yet to choose.`
                }`
              : t`not enough yet.`
          }`}
        </li>
      ))}
    </ul>
  );
}
