import { type Persona, THRESHOLDS, type ThresholdName, trades } from "../../../model/personas.ts";
import type { PersonaReport } from "../../../model/report.ts";
import { unitOf } from "../../format.ts";
import { t } from "../../words.ts";
import { choose } from "./state.ts";

const UNITS = { days: t`days`, gaps: t`gaps`, times: t`visits` };

/** The numbers that the persona turns on, each the shop's to change, with who says it. */
export function Numbers({ persona, report }: { persona: Persona; report: PersonaReport }) {
  return (
    <>
      {persona.thresholds.map((name) => (
        <Threshold key={name} name={name} report={report} />
      ))}
    </>
  );
}

function Threshold({ name, report }: { name: ThresholdName; report: PersonaReport }) {
  const { label, units, least, most } = THRESHOLDS[name];
  const { settings, currency } = report;
  const { value, origin } = report.thresholds[name];
  const set = (number: number | undefined) =>
    void choose({ ...settings, thresholds: { ...settings.thresholds, [name]: number } });
  return (
    <div class="inline number">
      <label for={`number-${name}`}>{label}</label>
      <input
        id={`number-${name}`}
        class="pick val"
        type="number"
        min={least}
        max={most}
        step={units === "gaps" ? 0.5 : 1}
        value={value}
        onChange={({ currentTarget }) => {
          if (currentTarget.checkValidity() && !Number.isNaN(currentTarget.valueAsNumber))
            set(currentTarget.valueAsNumber);
          else currentTarget.value = String(value);
        }}
      />
      <span class="sub">{units === "money" ? unitOf(currency) : UNITS[units]}</span>
      {origin === "chosen" ? (
        <button type="button" class="link" onClick={() => set(undefined)}>{t`As before`}</button>
      ) : (
        <span class="mut">{sayOrigin(origin, report)}</span>
      )}
    </div>
  );
}

function sayOrigin(origin: "figures" | "trade" | "usual", { settings: { trade } }: PersonaReport): string {
  if (origin === "figures") return t`by your own orders`;
  return origin === "trade" && trade ? t`usual in ${t(trades[trade].name).toLowerCase()}` : t`usual`;
}
