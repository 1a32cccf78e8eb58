import type { Moment } from "../../../model/timeline.ts";
import { hrefOf } from "../../address.ts";
import { t } from "../../words.ts";
import { Icon } from "../icon/Icon.tsx";
import { Said } from "./Said.tsx";
import { type Names, sentenceOf } from "./sentences.ts";

interface Props {
  event: Moment;
  names: Names;
  /** When it was, as the list says it: an age or a time of day. */
  time: string;
  /** In a feed of all visitors: whose it is, and that is what the row leads to. Absent in the visitor's own timeline. */
  of?: { visitor: string; isYou: boolean };
}

/** One event as a sentence: the live view, the debugger and the visitor's card all show it by this. */
export function EventLine({ event, names, time, of }: Props) {
  const { icon, parts, note, aside } = sentenceOf(event, names);
  const isExposure = event.name === "exposure";
  return (
    <>
      <time dateTime={new Date(event.at).toISOString()}>{time}</time>
      {of ? (
        <>
          <Icon name={icon} />
          <span class="ell">
            <a class="said" href={hrefOf("visitors", of.visitor)}>
              {of.isYou && <b>{t`You:`} </b>}
              <Said parts={parts} isPlain />
              {aside && !isExposure && <span class="mut num"> {aside}</span>}
            </a>
          </span>
        </>
      ) : (
        <>
          <span class="node">
            <Icon name={icon} />
          </span>
          <div>
            <Said parts={parts} />
            {note && <span class="def">{note}</span>}
          </div>
        </>
      )}
    </>
  );
}

/** What was recorded, as it came: for whoever puts the tag in. */
export function Recorded({ event: { name, props, session, source } }: { event: Moment }) {
  return (
    <details class="recorded">
      <summary>
        <code>{name}</code>
        {source && <span class="mut"> {t`from ${source}`}</span>}
        {session > 0 && <span class="mut num"> {t`visit ${session}`}</span>}
      </summary>
      <pre>{JSON.stringify(props, null, 2)}</pre>
    </details>
  );
}
