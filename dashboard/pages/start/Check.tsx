import { useState } from "preact/hooks";
import type { StartReport } from "../../../model/start-report.ts";
import { TextField } from "../../components/field/Field.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import type { IconName } from "../../components/icon/shapes.ts";
import { Only } from "../../components/only/Only.tsx";
import { sayAge } from "../../format.ts";
import { refine } from "../../route.ts";
import { now, site } from "../../site.ts";
import { t } from "../../words.ts";
import { type Finding, findingOf, originOf, sayLook } from "./check.ts";
import { isLooking, look, lookAt, lookFault } from "./state.ts";

const ICONS: Record<Finding["tone"], IconName> = { good: "check", bad: "stop", wait: "clock" };

/** Turns green with the first event from the shop; asked again every two seconds. */
export function Check({ report, shop }: { report: StartReport; shop: string }) {
  const [typed, setTyped] = useState(shop);
  const finding = findingOf(report, originOf(shop));
  return (
    <section aria-label={t`Live check`}>
      <h2 class="h2">
        {t`Live check`} <small>{t`every two seconds`}</small>
      </h2>
      <div role="status">
        <Found {...finding} />
      </div>
      <Only to="edit">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            refine({ shop: typed.trim() || undefined }, { replace: true });
            void lookAt(typed);
          }}
        >
          <TextField
            id="start-shop"
            label={t`A page of your shop`}
            hint={t`Its HTML is read once, as a passer-by would, and nothing of it is kept.`}
            value={typed}
            onInput={setTyped}
            fault={lookFault.value || undefined}
          />
          <button
            type="submit"
            class="btn"
            disabled={isLooking.value || typed.trim() === ""}
          >{t`Look for the tag`}</button>
        </form>
      </Only>
      {look.value && <Found {...sayLook(look.value, site.value?.id ?? "")} />}
      {report.arrivals.length > 0 && <Arrivals of={report.arrivals} />}
    </section>
  );
}

function Found({ tone, title, text }: Finding) {
  return (
    <div class={`found ${tone}`}>
      <Icon name={ICONS[tone]} />
      <div>
        <p>
          <b>{title}</b>
        </p>
        <p>{text}</p>
      </div>
    </div>
  );
}

const OUTCOME_WORDS: Record<StartReport["arrivals"][number]["outcome"], string> = {
  taken: t`counted`,
  no_consent: t`no consent`,
  origin: t`wrong origin`,
  checksum: t`mistyped site`,
  unpublished: t`not published`,
};
const MOST_SHOWN = 6;

function Arrivals({ of }: { of: StartReport["arrivals"] }) {
  return (
    <ul class="arrivals" aria-label={t`What has come`}>
      {of.slice(0, MOST_SHOWN).map(({ outcome, origin, path, at }) => (
        <li key={outcome + origin}>
          <span class="ell" title={origin + path}>
            {origin}
            <span class="mut">{path}</span>
          </span>
          <span class={`tag ${outcome === "taken" ? "good" : "warn"}`}>{OUTCOME_WORDS[outcome]}</span>
          <span class="mut num">{sayAge(at, now.value)}</span>
        </li>
      ))}
    </ul>
  );
}
