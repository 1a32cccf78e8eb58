import type { ComponentChildren } from "preact";
import type { Interval } from "../../../model/results/interval.ts";
import type { CampaignResults } from "../../../model/results/report.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { sayCount, sayMoney, sayShare } from "../../format.ts";
import { t } from "../../words.ts";
import { titleOfVariant } from "./state.ts";
import { sayArm, sayBetween, sayPlanned } from "./words.ts";

/** What the figures rest on. */
export function Checks({ of: results }: { of: CampaignResults }) {
  const { arms, isSplitOff, capped, addedMinor, currency, formerVisitors, leftOut } = results;
  const visitors = arms.reduce((sum, arm) => sum + arm.visitors, 0);
  const shares = arms.map(
    ({ arm, visitors: came, share }) =>
      t`${sayArm(arm, titleOfVariant)} ${sayShare(came / Math.max(1, visitors), 1)}, planned ${sayPlanned(share)}`,
  );
  /** A verdict that hangs on one or two buyers is none. */
  const isSame = capped && addedMinor && isSure(capped.addedMinor) === isSure(addedMinor);
  const isCapFelt = capped && addedMinor && capped.addedMinor.estimate !== addedMinor.estimate;
  return (
    <section class="section">
      <h2 class="h2">{t`Checks`}</h2>
      <ul class="checks num">
        <Check isGood={!isSplitOff} title={isSplitOff ? t`Split not as planned` : t`Split as planned`}>
          {shares.join(" · ")}
        </Check>
        <Check
          isGood
          title={t`Bots left out, refunds deducted`}
        >{t`Bots are shown nothing and counted nowhere.`}</Check>
        {capped && (
          <Check
            isGood={isSame ?? false}
            title={isCapFelt ? t`With the largest buyers capped` : t`No buyer large enough to be capped`}
          >
            {isCapFelt
              ? t`At ${sayMoney(capped.capMinor, currency, true)} a buyer: ${sayMoney(capped.addedMinor.estimate, currency, true)} added, ${sayBetween(capped.addedMinor, currency)}.`
              : t`Nobody brought more than ${sayMoney(capped.capMinor, currency, true)}.`}
          </Check>
        )}
        {formerVisitors > 0 && (
          <Check title={t`Shares were changed`}>
            {t`${sayCount(formerVisitors, "visitor")} met it under other shares and are not compared.`}
          </Check>
        )}
        {leftOut > 0 && (
          <Check title={t`Orders without a rate`}>
            {t`${sayCount(leftOut, "order")} in another currency are in no figure here.`}
          </Check>
        )}
      </ul>
      <p class="hint">{t`The interval holds at every look: look daily and stop when you like. A customer with several browsers is one visitor, in the group of the first.`}</p>
    </section>
  );
}

const isSure = ({ low, high }: Interval) => low > 0 || high < 0;

function Check({
  isGood,
  title,
  children,
}: {
  isGood?: boolean;
  title: string;
  children: ComponentChildren;
}) {
  return (
    <li class={isGood ? undefined : "warn"}>
      <Icon name={isGood ? "check" : "warning"} />
      <div>
        <b>{title}</b>
        <p>{children}</p>
      </div>
    </li>
  );
}
