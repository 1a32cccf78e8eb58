import type { LiveEvent } from "../../../model/report.ts";
import { sayAge, sayPlace } from "../../format.ts";
import { t } from "../../words.ts";
import { visitorName } from "../glyph/visitor-name.ts";
import { EventLine, Recorded } from "./EventLine.tsx";
import { type Names, sentenceOf } from "./sentences.ts";

interface Props {
  /** Newest first. */
  events: LiveEvent[];
  /** Held back while the feed stands still: yours is on top all the same. */
  held?: LiveEvent[];
  now: number;
  names?: Names;
  /** This browser's own visitor: the latest of theirs stands on top. */
  you?: string | undefined;
  /** On the overview: without the visitors' names. */
  isShort?: boolean;
  /** The debugger: each with what was recorded. */
  isRaw?: boolean;
}

/** "Now" ends after this long without an event. */
const YOU_NOW_MS = 30 * 60_000;

/** Events as sentences. Never read out by itself: it would talk without end. */
export function Feed({ events, held = [], now, names = {}, you, isShort = false, isRaw = false }: Props) {
  const isYours = ({ visitor, at }: LiveEvent) => visitor === you && now - at < YOU_NOW_MS;
  const yours = you ? (held.find(isYours) ?? events.find(isYours)) : undefined;
  const rows = yours ? [yours, ...events.filter((event) => event !== yours)] : events;
  return (
    <ul class={`feed${isShort ? " short" : ""}`} aria-live="off">
      {rows.map((event) => (
        <Row
          key={`${event.visitor}${event.at}${event.name}${JSON.stringify(event.props)}`}
          {...{ event, now, names, isShort, isRaw }}
          isYou={event === yours}
        />
      ))}
    </ul>
  );
}

interface RowProps {
  event: LiveEvent;
  now: number;
  names: Names;
  isShort: boolean;
  isRaw: boolean;
  isYou: boolean;
}
function Row({ event, now, names, isShort, isRaw, isYou }: RowProps) {
  const place = sayPlace(event);
  return (
    <li class={isYou ? "you" : (sentenceOf(event, names).tone ?? "")}>
      <EventLine
        event={event}
        names={names}
        time={sayAge(event.at, now)}
        of={{ visitor: event.visitor, isYou }}
      />
      {isYou ? (
        <span class="tag live">{t`you, now`}</span>
      ) : (
        <span class="who">
          {isShort ? place : [visitorName(event.visitor), place].filter(Boolean).join(", ")}
        </span>
      )}
      {isRaw && <Recorded event={event} />}
    </li>
  );
}
