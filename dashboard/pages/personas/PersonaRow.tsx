import { NEEDS, type NeedName, type Persona } from "../../../model/personas.ts";
import type { PersonaReport } from "../../../model/report.ts";
import { hrefOf } from "../../address.ts";
import { Glyph } from "../../components/glyph/Glyph.tsx";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { Only } from "../../components/only/Only.tsx";
import { sayCondition } from "../../condition-words.ts";
import { sayNumber, sayPlace } from "../../format.ts";
import { refine } from "../../route.ts";
import { t } from "../../words.ts";
import { Numbers } from "./Numbers.tsx";
import { Plays } from "./Plays.tsx";
import { conditionOf, savedAs } from "./state.ts";

interface Props {
  persona: Persona;
  report: PersonaReport;
  /** Of the fullest persona: the bars share one scale. */
  most: number;
  isOpen: boolean;
}

/** One line that opens: who they are and how many; then the condition, what is missing, some of them, what to do. */
export function PersonaRow({ persona, report, most, isOpen }: Props) {
  const counted = report.personas.find(({ id }) => id === persona.id);
  if (!counted) return null;
  const missing = persona.needs.filter((need) => report.missing.includes(need));
  const [first] = counted.count === 0 ? missing : [];
  return (
    <li>
      <button
        type="button"
        class="persona"
        aria-expanded={isOpen}
        onClick={() => refine({ persona: isOpen ? undefined : persona.id }, { replace: true })}
      >
        <Icon name="down" />
        <span class="words">
          <b>{t(persona.name)}</b>
          <span class="sub">{t(persona.sentence)}</span>
          {first && !isOpen && <span class="mut">{t(NEEDS[first].missing)}</span>}
        </span>
        <span class="many num">
          <b>{sayNumber(counted.count)}</b>
          <small>{sayRange(counted)}</small>
          <span class="track" aria-hidden="true">
            <span style={{ width: `${(counted.count / most) * 100}%` }} />
          </span>
        </span>
      </button>
      {isOpen && <Opened persona={persona} report={report} counted={counted} missing={missing} />}
    </li>
  );
}

type Counted = PersonaReport["personas"][number];

/** "19 to 64 likely"; nothing needs saying of an exact count. */
const sayRange = ({ low, high, count }: Counted) =>
  low === high ? (count === 1 ? t`visitor` : t`visitors`) : t`${sayNumber(low)} to ${sayNumber(high)} likely`;

interface OpenedProps {
  persona: Persona;
  report: PersonaReport;
  counted: Counted;
  missing: NeedName[];
}
function Opened({ persona, report, counted, missing }: OpenedProps) {
  const condition = conditionOf(persona, report);
  const saved = savedAs(condition);
  return (
    <div class="opened">
      <div class="build-of">
        <h3>{t`In when`}</h3>
        <p>{sayCondition(condition)}</p>
        <Only to="edit">
          <Numbers persona={persona} report={report} />
        </Only>
        <p>
          {saved ? (
            <a class="btn small" href={hrefOf("segments", saved.id)}>{t`Open the segment`}</a>
          ) : (
            <a
              class="btn small"
              href={hrefOf("segments", "new", {
                name: persona.name,
                condition: JSON.stringify(condition),
              })}
            >{t`Make a segment`}</a>
          )}
        </p>
        {missing.map((need) => (
          <div key={need} class="note">
            <Icon name="notice" />
            <div>
              <p>
                <b class="strong">{t(NEEDS[need].missing)}</b>
              </p>
              <p>{t(NEEDS[need].how)}</p>
            </div>
          </div>
        ))}
        {counted.examples.length > 0 && (
          <>
            <h3>{t`Some of them`}</h3>
            <ul class="few">
              {counted.examples.map((row) => (
                <li key={row.id}>
                  <Glyph id={row.id} size="1.25rem" />
                  <a href={hrefOf("visitors", row.id)}>{visitorName(row.id)}</a>
                  <span class="mut">{sayPlace(row)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <Only to="edit">
        <Plays persona={persona} condition={condition} />
      </Only>
    </div>
  );
}
