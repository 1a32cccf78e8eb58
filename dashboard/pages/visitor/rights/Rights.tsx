import { useEffect, useRef, useState } from "preact/hooks";
import type { VisitorCard } from "../../../../model/report.ts";
import { hrefOf } from "../../../address.ts";
import { Dialog } from "../../../components/dialog/Dialog.tsx";
import { Only } from "../../../components/only/Only.tsx";
import { Empty } from "../../../components/panel/Panel.tsx";
import { sayMoment } from "../../../format.ts";
import { now, zone } from "../../../site.ts";
import { t } from "../../../words.ts";
import { downloadExport, erase, isBusy } from "./state.ts";

/** In the place of the card; `at`: epoch ms. */
export function Erased({ at }: { at: number }) {
  return (
    <Empty
      icon="people"
      title={t`Erased`}
      text={t`Everything about this visitor was erased, by themselves or by the shop: ${sayMoment(at, zone.value, now.value)}. Orders stay as sums that are nobody’s, and nothing that arrives of them later is kept.`}
    >
      <a class="btn" href={hrefOf("visitors")}>{t`All visitors`}</a>
    </Empty>
  );
}

/** What a visitor may ask of the shop: all that is kept of them, and that it goes. */
export function Rights({ card }: { card: VisitorCard }) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <section class="sec">
      <h2 class="h2">{t`Their rights`}</h2>
      <p class="hint">{t`A visitor does both alone where the shop has placed the panel “Your data”. Here you do it for one who writes to you.`}</p>
      <div class="acts">
        <Only to="export">
          <button
            type="button"
            class="btn small"
            disabled={isBusy.value}
            onClick={() => void downloadExport()}
          >{t`Export`}</button>
        </Only>
        <Only to="erase">
          <button type="button" class="btn small" onClick={() => setIsAsking(true)}>{t`Erase…`}</button>
        </Only>
      </div>
      {isAsking && <EraseDialog card={card} onClose={() => setIsAsking(false)} />}
    </section>
  );
}

/** What goes and what stays: there is no way back. */
function EraseDialog({ card: { customer }, onClose }: { card: VisitorCard; onClose: () => void }) {
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  const run = async () => {
    if (!isBusy.value && (await erase())) onClose();
  };
  return (
    <Dialog title={t`Erase this visitor?`} onClose={onClose}>
      <p>
        {t`${<b>{t`Goes for good:`}</b>} every visit and event, the profile, answers and contacts, notifications and where they go, journeys, whose a coupon code is.`}
      </p>
      <p>
        {t`${<b>{t`Stays:`}</b>} orders, as sums that are nobody’s; counts of a day, which name nobody.`}
        {customer && ` ${t`The customer they are linked to stays: erase that one under Customers.`}`}
      </p>
      <p>{t`What their browser keeps it keeps until it is withdrawn there. Nothing it sends is kept here any more.`}</p>
      <div class="acts">
        <button type="button" class="btn" ref={keep} onClick={onClose}>{t`Keep`}</button>
        <button
          type="button"
          class="btn danger"
          disabled={isBusy.value}
          onClick={() => void run()}
        >{t`Erase for good`}</button>
      </div>
    </Dialog>
  );
}
