import { useEffect } from "preact/hooks";
import type { PublicationFindings } from "../../model/report.ts";
import { hrefOf } from "../address.ts";
import { visitorName } from "../components/glyph/visitor-name.ts";
import { Icon } from "../components/icon/Icon.tsx";
import { Panel } from "../components/panel/Panel.tsx";
import { t } from "../words.ts";
import { findings, isReviewing } from "./state.ts";

/** What the linter says of all that is saved: what keeps it from being published first. */
export function Findings() {
  useEffect(() => {
    findings.clear();
    void findings.load();
  }, []);
  return (
    <Panel of={findings} what={t`What to look at first`} lines={2}>
      {(found) =>
        found.findings.length === 0 ? (
          <p class="status on">
            <Icon name="check" />
            {t`Checked: nothing to put right.`}
          </p>
        ) : (
          <ul class="lints" aria-label={t`What to look at first`}>
            {found.findings.map((one) => (
              <li key={`${one.kind} ${one.campaign ?? one.segment} ${one.by}`}>
                <span class={`msg ${one.level}`}>
                  <Icon name={one.level === "bad" ? "stop" : "warning"} />
                </span>
                <Finding of={one} />
              </li>
            ))}
          </ul>
        )
      }
    </Panel>
  );
}

/** The text, where to put it right, and somebody whom it meets. */
function Finding({ of }: { of: PublicationFindings["findings"][number] }) {
  const { text, name, campaign, segment, example } = of;
  const close = () => {
    isReviewing.value = false;
  };
  return (
    <p>
      {campaign && (
        <>
          <a href={hrefOf("campaigns", campaign)} onClick={close}>
            {name}
          </a>
          {": "}
        </>
      )}
      {t(text)}
      {segment && (
        <>
          {" "}
          <a href={hrefOf("segments", segment)} onClick={close}>{t`Go to it`}</a>
        </>
      )}
      {example && (
        <>
          {" "}
          {t`· for example ${(
            <a href={hrefOf("visitors", example)} onClick={close}>
              {visitorName(example)}
            </a>
          )}`}
        </>
      )}
    </p>
  );
}
