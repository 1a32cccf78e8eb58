import { useEffect } from "preact/hooks";
import type { VisitorCard } from "../../../model/report.ts";
import { hrefOf } from "../../address.ts";
import { Glyph } from "../../components/glyph/Glyph.tsx";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { Crumb, useTitle } from "../../components/page-head/PageHead.tsx";
import { Panel } from "../../components/panel/Panel.tsx";
import { DEVICE_WORDS } from "../../device-words.ts";
import { capital, sayCount, sayDay, sayLanguage, sayPlace } from "../../format.ts";
import { usePolling } from "../../polling.ts";
import { clockMoves } from "../../shell/state.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { you } from "../../you.ts";
import type { PageProps } from "../pages.ts";
import { Bought } from "./Bought.tsx";
import { Consent } from "./Consent.tsx";
import { Customer } from "./Customer.tsx";
import { Facts } from "./Facts.tsx";
import { Observed } from "./Observed.tsx";
import { Reached } from "./Reached.tsx";
import { Erased, Rights } from "./rights/Rights.tsx";
import { Sent } from "./Sent.tsx";
import { card, cardIn, isErased, isLive, reach, refresh, show, worth } from "./state.ts";
import { Timeline } from "./Timeline.tsx";
import { WhyNot } from "./WhyNot.tsx";
import { Worth } from "./Worth.tsx";

const REFRESH_MS = 2000;

export function Page({ id, query }: PageProps) {
  useTitle(visitorName(id));
  useEffect(() => show(id, query), [id, query.on, clockMoves.value]);
  usePolling(refresh, REFRESH_MS);
  const known = cardIn(card.value.value);
  return (
    <>
      <header class="head">
        <Crumb text={t`Visitors`} href={hrefOf("visitors")} />
        <Glyph id={id} />
        <div class="who">
          <div class="ttl">
            <h1>{visitorName(id)}</h1>
            {known && isLive(known.profile.lastSeenAt) && (
              <span class="tag live">
                <i class="dot live" />
                {id === you.value ? t`you, now` : t`on the site now`}
              </span>
            )}
            {known && id === you.value && !isLive(known.profile.lastSeenAt) && (
              <span class="tag live">{t`you`}</span>
            )}
          </div>
          <p class="sub meta">{known && summary(known)}</p>
        </div>
      </header>
      <Panel of={card} what={t`The visitor`} lines={12}>
        {(found) => (isErased(found) ? <Erased at={found.erasedAt} /> : <Card card={found} query={query} />)}
      </Panel>
    </>
  );
}

function Card({ card, query }: { card: VisitorCard; query: PageProps["query"] }) {
  return (
    <>
      <Facts card={card} />
      <InSegments card={card} />
      <div class="card-cols">
        <Timeline card={card} show={showOf(query.show)} />
        <aside class="why-col" aria-label={t`Why, and what is known`}>
          <WhyNot card={card} />
          {reach.value.value && <Reached reach={reach.value.value} />}
          {worth.value.value && <Worth worth={worth.value.value} />}
          <Bought card={card} />
          <Sent card={card} />
          <Customer card={card} />
          <Observed card={card} />
          <Consent card={card} />
          <Rights card={card} />
        </aside>
      </div>
    </>
  );
}

const showOf = (show: string | undefined) => (show === "moments" || show === "orders" ? show : "all");

function summary({ profile }: VisitorCard): string {
  const where = [
    profile.place && sayPlace(profile.place.value),
    profile.device && (DEVICE_WORDS[profile.device.value] ?? profile.device.value),
    profile.language && sayLanguage(profile.language.value),
  ].filter(Boolean);
  const since = profile.firstSeenAt
    ? t`First seen ${sayDay(profile.firstSeenAt, zone.value, now.value)}, ${sayCount(profile.visits, "visit")}.`
    : t`Nothing seen yet.`;
  return [where.length > 0 ? `${capital(where.join(", "))}.` : "", since].filter(Boolean).join(" ");
}

function InSegments({ card: { segments } }: { card: VisitorCard }) {
  return (
    <p class="chips">
      <b>{segments.length > 0 ? t`In ${sayCount(segments.length, "segment")}` : t`In no segment`}</b>
      {segments.map(({ id, name }) => (
        <a key={id} class="tag accent" href={hrefOf("segments", id)}>
          {name}
        </a>
      ))}
    </p>
  );
}
