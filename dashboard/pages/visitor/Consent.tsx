import { EXPLICIT, MEASURE, PERSONALISE, PUSH } from "../../../model/consent.ts";
import type { VisitorCard } from "../../../model/report.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { sayMoment } from "../../format.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";

const PURPOSES = [
  [MEASURE, t`Measuring`, t`their visits are counted`],
  [PERSONALISE, t`Content`, t`campaigns may choose by what is known`],
  [PUSH, t`Notifications`, t`asked for by our own question or the shop’s`],
] as const;

/** What they allow, by purpose: as it came with their latest event, and whether they said it or the shop's policy did. */
export function Consent({ card: { profile } }: { card: VisitorCard }) {
  const { consent } = profile;
  if (!consent) return null;
  const isSaid = (consent.value & EXPLICIT) !== 0;
  return (
    <section class="sec" aria-label={t`Consent`}>
      <h2 class="h2">
        {t`Consent`}{" "}
        <small>
          {isSaid ? t`they said so on the site` : t`assumed by the site’s policy`},{" "}
          {sayMoment(consent.at, zone.value, now.value)}
        </small>
      </h2>
      <dl class="kv">
        {PURPOSES.map(([bit, name, meaning]) => (
          <>
            <dt key={name} title={meaning}>
              {name}
            </dt>
            <dd>
              <span class={`status${consent.value & bit ? " on" : ""}`}>
                <Icon name={consent.value & bit ? "check" : "minus"} />
                {consent.value & bit ? t`Allowed` : t`Not allowed`}
              </span>
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
}
