import { useEffect, useRef, useState } from "preact/hooks";
import type { CustomerCard } from "../../../model/report.ts";
import { Dialog } from "../../components/dialog/Dialog.tsx";
import { Field } from "../../components/field/Field.tsx";
import { sayCount } from "../../format.ts";
import { t } from "../../words.ts";
import { erase, isErasing } from "./state.ts";

interface Props {
  card: CustomerCard;
  onClose: () => void;
}

/** What goes and what stays, and the id typed: there is no way back. */
export function EraseDialog({ card: { id, browsers, newest, serviceMinutes }, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  const isSure = typed.trim() === id;
  const run = async () => {
    if (isSure && !isErasing.value && (await erase(id))) onClose();
  };
  return (
    <Dialog title={t`Erase ${id}?`} onClose={onClose}>
      <p>
        {t`${<b>{t`Goes for good:`}</b>} what the shop said of them, who they are, ${
          browsers.length > 0
            ? t`${sayCount(browsers.length, "browser")} of theirs with every visit, what arrived from there`
            : t`every link to a browser`
        }${serviceMinutes > 0 && t`, minutes of service`}, their value and scores.`}
      </p>
      <p>
        <b>{t`Stays:`}</b>{" "}
        {newest.length > 0
          ? t`${newest.length === 100 ? t`their orders` : sayCount(newest.length, "order")}, as sums that are nobody’s; counts of a day, which name nobody.`
          : t`counts of a day, which name nobody.`}
      </p>
      <p>{t`Erase them in the shop’s own software first: what it tells of this id later is a new customer. What a browser of theirs keeps it keeps until it is withdrawn there; nothing it sends is kept here any more.`}</p>
      <Field id="sure" label={t`Type ${id} to erase`}>
        <input
          class="input"
          id="sure"
          autocomplete="off"
          spellcheck={false}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && void run()}
        />
      </Field>
      <div class="acts">
        <button type="button" class="btn" ref={keep} onClick={onClose}>{t`Keep`}</button>
        <button
          type="button"
          class="btn danger"
          disabled={!isSure || isErasing.value}
          title={isSure ? undefined : t`Type the id first`}
          onClick={() => void run()}
        >{t`Erase for good`}</button>
      </div>
    </Dialog>
  );
}
