import { TEMPLATES, type TemplateName } from "../../../model/templates.ts";
import { t } from "../../words.ts";
import { values } from "../play/state.ts";
import { takeTemplate } from "./state.ts";

const NAMES: Record<TemplateName, string> = {
  welcome: t`Welcome offer`,
  delivery: t`Free delivery`,
  cart_help: t`Cart help`,
  recent: t`Where you left off`,
  nothing_found: t`Nothing found`,
  thanks: t`Thank you`,
  leaving: t`What is missing?`,
  newsletter: t`Newsletter`,
};

/** Contents to begin with, in the language that was chosen last for a play. */
export function Templates() {
  return (
    <details class="add-block">
      <summary class="btn small quiet">{t`Begin with a template`}</summary>
      <ul class="choices">
        {(Object.keys(TEMPLATES) as TemplateName[]).map((name) => (
          <li key={name}>
            <button
              type="button"
              class="btn small"
              onClick={({ currentTarget }) => {
                currentTarget.closest("details")!.open = false;
                takeTemplate(TEMPLATES[name](values.value));
              }}
            >
              {NAMES[name]}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
