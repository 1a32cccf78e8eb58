import { Icon } from "../../components/icon/Icon.tsx";
import { sayNumber } from "../../format.ts";
import { t } from "../../words.ts";
import { findings, openStep } from "./state.ts";

/** What to put right, what to weigh, and that the rest has passed. */
export function Findings() {
  const found = findings.value;
  const bad = found.filter(({ level }) => level === "bad").length;
  const counted = [
    bad > 0 && t`${sayNumber(bad)} to put right`,
    found.length > bad && t`${sayNumber(found.length - bad)} to weigh`,
  ].filter(Boolean);
  return (
    <section class="section findings">
      <h2 class="h2">
        {t`Before publishing`} <small>{counted.join(", ")}</small>
      </h2>
      <ul>
        {found.map(({ level, text, step }) => (
          <li key={text}>
            <span class={`msg ${level}`}>
              <Icon name={level === "bad" ? "stop" : "warning"} />
            </span>
            <p>{text}</p>
            <button
              type="button"
              class="btn small"
              onClick={() => (openStep.value = step)}
            >{t`Go to it`}</button>
          </li>
        ))}
        {bad === 0 && (
          <li>
            <span class="msg good">
              <Icon name="check" />
            </span>
            <p>{t`Complete: it can be shown, its texts have fall-backs, no offer in the checkout.`}</p>
          </li>
        )}
      </ul>
    </section>
  );
}
