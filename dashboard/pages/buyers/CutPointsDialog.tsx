import { useEffect, useState } from "preact/hooks";
import type { LifecycleLimits } from "../../../model/lifecycle.ts";
import type { ScoringReport } from "../../../model/report.ts";
import { type CutPoints, RECENCY_DAYS } from "../../../model/rfm.ts";
import type { ScoringSettings } from "../../../model/scoring.ts";
import { Dialog } from "../../components/dialog/Dialog.tsx";
import { OneOf } from "../../components/field/Field.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { Only } from "../../components/only/Only.tsx";
import { Panel } from "../../components/panel/Panel.tsx";
import { majorOf, minorOf, sayCount, unitOf } from "../../format.ts";
import { t } from "../../words.ts";
import { fault, scoring, setScoring } from "./state.ts";

/** Where scores and stages begin: by the shop's own figures, or by hand. */
export function CutPointsDialog({ onClose }: { onClose: () => void }) {
  useEffect(() => {
    fault.value = undefined;
    scoring.clear();
    void scoring.load();
  }, []);
  return (
    <Dialog title={t`Where scores and stages begin`} onClose={onClose}>
      <Panel of={scoring} what={t`The cut points`} lines={8}>
        {(report) => <CutPointsForm report={report} onClose={onClose} />}
      </Panel>
    </Dialog>
  );
}

/** Before the first buyer there is nothing of the shop's own to begin with. */
const FIRST: CutPoints = {
  recencyDays: RECENCY_DAYS,
  frequencyOrders: [2, 3, 4],
  monetaryMinor: [5_000, 10_000, 20_000],
};

type Three = [number, number, number];

function CutPointsForm({ report, onClose }: { report: ScoringReport; onClose: () => void }) {
  const { settings, gaps, currency } = report;
  const [rfm, setRfm] = useState(settings.rfm.kind);
  const [lifecycle, setLifecycle] = useState(settings.lifecycle.kind);
  const cuts = report.cuts ?? FIRST;

  const submit = async (form: FormData) => {
    const figure = (name: string) => Number(form.get(name));
    const three = (name: string) => [2, 3, 4].map((score) => figure(`${name}${score}`)) as Three;
    const chosen: ScoringSettings = {
      rfm:
        rfm === "quantile"
          ? { kind: rfm }
          : {
              kind: rfm,
              cuts: {
                recencyDays: three("r").reverse() as Three,
                frequencyOrders: three("f"),
                monetaryMinor: three("m").map((major) => minorOf(major, currency)) as Three,
              },
            },
      lifecycle:
        lifecycle === "proposed"
          ? { kind: lifecycle }
          : {
              kind: lifecycle,
              limits: { inactiveDays: figure("inactiveDays"), abandonedMinutes: figure("abandonedMinutes") },
            },
    };
    if (await setScoring(chosen)) onClose();
  };

  return (
    <form
      class="cut-points"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      <OneOf
        legend={t`Scores`}
        name="rfm"
        options={[
          ["quantile", t`By quarters of your buyers`],
          ["fixed", t`By hand`],
        ]}
        value={rfm}
        onChange={setRfm}
        hint={
          rfm === "quantile"
            ? t`Days stay 7, 14 and 30. One order is always F1; orders and value are looked at once a day.`
            : undefined
        }
      />
      {rfm === "fixed" && (
        <>
          <Row
            legend={t`Days since the last order, at most`}
            letter="R"
            scores={[4, 3, 2]}
            of={cuts.recencyDays}
          />
          <Row legend={t`Orders, at least`} letter="F" scores={[2, 3, 4]} of={cuts.frequencyOrders} />
          <Row
            legend={t`Spent in all, at least, ${unitOf(currency)}`}
            letter="M"
            scores={[2, 3, 4]}
            of={cuts.monetaryMinor.map((minor) => majorOf(minor, currency))}
          />
        </>
      )}
      <OneOf
        legend={t`Stages`}
        name="lifecycle"
        options={[
          ["proposed", t`By your own gaps between orders`],
          ["fixed", t`By hand`],
        ]}
        value={lifecycle}
        onChange={setLifecycle}
        hint={
          lifecycle === "proposed"
            ? gaps
              ? t`Nine of ten who come back order again within ${sayCount(Math.ceil(gaps.longDays), "day")}.`
              : t`Nobody has ordered twice yet: 90 days until then.`
            : undefined
        }
      />
      {lifecycle === "fixed" && <Limits of={report.limits} />}
      {fault.value && (
        <p class="msg bad" role="alert">
          <Icon name="stop" />
          {fault.value}
        </p>
      )}
      <p>{t`Who changes segment by this is told as recalibrated, not as moved.`}</p>
      <div class="acts">
        <button type="button" class="btn" onClick={onClose}>{t`Cancel`}</button>
        <Only to="edit">
          <button type="submit" class="btn primary">{t`Save`}</button>
        </Only>
      </div>
    </form>
  );
}

interface RowProps {
  legend: string;
  letter: string;
  scores: number[];
  of: readonly number[];
}

/** Three figures of one score, side by side. */
function Row({ legend, letter, scores, of }: RowProps) {
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      <div class="cut-row">
        {scores.map((score, i) => (
          <Figure
            key={score}
            name={`${letter.toLowerCase()}${score}`}
            label={`${letter}${score}`}
            value={of[i]!}
            isWhole={letter !== "M"}
          />
        ))}
      </div>
    </fieldset>
  );
}

const Limits = ({ of }: { of: LifecycleLimits }) => (
  <div class="cut-row">
    <Figure name="inactiveDays" label={t`Inactive after days`} value={of.inactiveDays} isWhole />
    <Figure
      name="abandonedMinutes"
      label={t`Cart abandoned after minutes`}
      value={of.abandonedMinutes}
      isWhole
    />
  </div>
);

interface FigureProps {
  name: string;
  label: string;
  value: number;
  isWhole: boolean;
}

const Figure = ({ name, label, value, isWhole }: FigureProps) => (
  <label class="cut-figure">
    <span>{label}</span>
    <input
      class="input num"
      name={name}
      type="number"
      min="0"
      step={isWhole ? 1 : "any"}
      required
      defaultValue={String(value)}
    />
  </label>
);
