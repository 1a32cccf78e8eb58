import { hrefOf } from "../../address.ts";
import { t } from "../../words.ts";
import { Choices } from "../field/Field.tsx";

interface Chosen {
  segmentsIn: string[];
  segmentsOut: string[];
}
interface Props extends Chosen {
  /** Id and name of every segment there is. */
  options: readonly (readonly [string, string])[];
  /** Visitors, or those of them who take notifications. */
  who: keyof typeof WHO;
  onChange: (chosen: Chosen) => void;
}

const WHO = {
  visitors: {
    inAny: t`Visitors in any of`,
    none: t`None chosen: every visitor.`,
    start: t`There is no segment yet, so it is for every visitor.`,
  },
  subscribers: {
    inAny: t`Subscribers in any of`,
    none: t`None chosen: every subscriber.`,
    start: t`There is no segment yet, so it is for every subscriber.`,
  },
};

/** For whom something is, by segments: in any of some, in none of others. One is never in both. */
export function SegmentChoice({ options, who, segmentsIn, segmentsOut, onChange }: Props) {
  const words = WHO[who];
  if (options.length === 0)
    return (
      <p class="hint">
        {words.start} <a href={hrefOf("segments", "new")}>{t`New segment`}</a>
      </p>
    );
  return (
    <>
      <Choices
        legend={words.inAny}
        hint={words.none}
        options={options}
        chosen={segmentsIn}
        onChange={(chosen) =>
          onChange({ segmentsIn: chosen, segmentsOut: segmentsOut.filter((id) => !chosen.includes(id)) })
        }
      />
      <Choices
        legend={t`But not in`}
        options={options}
        chosen={segmentsOut}
        onChange={(chosen) =>
          onChange({ segmentsOut: chosen, segmentsIn: segmentsIn.filter((id) => !chosen.includes(id)) })
        }
      />
    </>
  );
}
