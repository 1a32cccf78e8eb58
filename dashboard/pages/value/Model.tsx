import type { ValueHealth } from "../../../model/value-report.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { sayAgo, sayCount, sayNumber } from "../../format.ts";
import { now } from "../../site.ts";
import { t } from "../../words.ts";
import { sayBuying, sayRefusal, saySpending } from "./words.ts";

/** What the shop's own orders say of its customers, and how far to trust it. */
export function Model({ known: { fit, isWriting } }: { known: ValueHealth }) {
  const refusal = fit && sayRefusal(fit);
  const age = fit && sayAgo(fit.fittedAt, now.value);
  return (
    <section aria-label={t`What is foreseen`}>
      <h2 class="h2">
        {t`What is foreseen`} {age && <small>{t`fitted ${age}`}</small>}
      </h2>
      {!fit && <p class="mut">{t`Nothing yet: the shop’s orders are looked at once an hour.`}</p>}
      {refusal && (
        <p class="note warn">
          <Icon name="warning" />
          <span>{refusal}</span>
        </p>
      )}
      {fit?.buying.kind === "fitted" && fit.spending.kind === "fitted" && (
        <>
          <ul class="says-list">
            {[...sayBuying(fit.buying), saySpending(fit.spending)].map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p class="mut small">{t`From ${sayCount(fit.buyers, "customer")}, ${sayNumber(fit.repeaters)} of whom came back. Who has bought once counts as a customer still; what is foreseen is an average, not a promise.`}</p>
          <details class="small">
            <summary>{t`For analysts`}</summary>
            <dl class="kv">
              {Object.entries({ ...fit.buying.model, ...fit.spending.model }).map(([name, figure]) => (
                <Figure key={name} name={name} figure={sayNumber(figure, 3)} />
              ))}
              <Figure
                name="log-likelihood"
                figure={t`${sayNumber(fit.buying.logLikelihood, 1)} and ${sayNumber(fit.spending.logLikelihood, 1)}`}
              />
            </dl>
          </details>
        </>
      )}
      {isWriting && <p class="mut small">{t`Values are being written: some are from before.`}</p>}
    </section>
  );
}

function Figure({ name, figure }: { name: string; figure: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd class="num">{figure}</dd>
    </>
  );
}
