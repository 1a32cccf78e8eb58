import {
  AFTER_TILL_DAYS,
  BEFORE_TILL_DAYS,
  type Compared,
  FEW,
  type OverviewPanels,
} from "../../../../model/overview-report.ts";
import { hrefOf } from "../../../address.ts";
import { Empty } from "../../../components/panel/Panel.tsx";
import { sayMoney, sayNumber, sayShare } from "../../../format.ts";
import { t } from "../../../words.ts";
import { sayFigureChange, toneOf } from "../figures.ts";

/** Looked online, bought in the store, and the reverse (M6). */
export function Tills({ of: { tills, currency } }: { of: OverviewPanels }) {
  return (
    <section class="section" aria-label={t`Online and in the store`}>
      <h2 class="h2">
        {t`Online and in the store`} <small>{t`of orders whose customer is known`}</small>
      </h2>
      {tills.store.own === 0 && tills.storeBefore.own === 0 ? (
        <Empty
          icon="box"
          title={t`No order of a store in these days`}
          text={t`Send the till’s orders with the channel “store”, and it shows who had looked online before.`}
        >
          <a class="btn" href={hrefOf("sources")}>{t`Where orders come from`}</a>
        </Empty>
      ) : (
        <>
          <Way
            name={t`Online, then in the store`}
            part={tills.siteBefore}
            of={tills.storeKnown}
            what={t`store orders`}
            minor={tills.siteBeforeMinor.own}
            currency={currency}
            note={t`Orders in a store of somebody who had been on the site that day or in the ${BEFORE_TILL_DAYS} days before. Of ${sayNumber(tills.store.own)} store orders ${sayNumber(tills.storeKnown.own)} name a customer or visitor.`}
          />
          <Way
            name={t`In the store, then online`}
            part={tills.storeBefore}
            of={tills.webKnown}
            what={t`online orders`}
            minor={tills.storeBeforeMinor.own}
            currency={currency}
            note={t`Orders online of somebody who had ordered in a store in the ${AFTER_TILL_DAYS} days before.`}
          />
        </>
      )}
    </section>
  );
}

interface WayProps {
  name: string;
  part: Compared;
  of: Compared;
  what: string;
  minor: number;
  currency: string;
  note: string;
}
function Way({ name, part, of, what, minor, currency, note }: WayProps) {
  const share = of.own > 0 ? part.own / of.own : 0;
  const change = sayFigureChange({ kind: "share" }, share, of.before > 0 ? part.before / of.before : null);
  return (
    <div class="way">
      <p class="num">
        <b>{sayShare(share, 1)}</b> {name}
        <span class="push">
          {t`${sayNumber(part.own)} of ${sayNumber(of.own)} ${what}, ${sayMoney(minor, currency, true)}`}{" "}
          {change && <span class={toneOf(change)}>{change}</span>}
        </span>
      </p>
      <span class="track" aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </span>
      <p class="hint">
        {note}
        {of.own < FEW && t` Of so few orders a share says little.`}
      </p>
    </div>
  );
}
