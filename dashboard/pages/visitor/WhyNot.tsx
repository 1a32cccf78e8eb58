import { formOf } from "../../../model/content.ts";
import type { VisitorCard } from "../../../model/report.ts";
import { hrefOf } from "../../address.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import type { IconName } from "../../components/icon/shapes.ts";
import { sayRow } from "../../condition-words.ts";
import { capital, sayMoment } from "../../format.ts";
import { refine } from "../../route.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { CONTEXTS, tagOf } from "./situation.ts";
import { context } from "./state.ts";

type Reason = VisitorCard["reasons"][number];

/** Every published campaign: the winner, then who is held out, then losers by the first rule that stopped them. */
export function WhyNot({ card }: { card: VisitorCard }) {
  return (
    <section aria-label={t`Why, why not`}>
      <h2 class="h2">
        {t`Why, why not`} <small>{t`if a page opened now`}</small>
      </h2>
      <select
        class="select"
        aria-label={t`Page`}
        value={context.value}
        onChange={(event) => refine({ on: event.currentTarget.value }, { replace: true })}
      >
        {CONTEXTS.map(({ kind, name }) => (
          <option key={kind} value={kind}>
            {name}
            {kind === card.situation.kind ? `: ${card.situation.path}` : ""}
          </option>
        ))}
      </select>
      {card.reasons.length === 0 && (
        <p class="none">
          {t`No campaign is published, so there is nothing to decide. ${<a href={hrefOf("campaigns", "new")}>{t`New campaign`}</a>}`}
        </p>
      )}
      <ul class="reasons">
        {card.reasons.map((reason) => (
          <ReasonRow key={reason.campaign} reason={reason} />
        ))}
      </ul>
    </section>
  );
}

/** The card does not know which slots a page has. A winner with a flip still waits for something on the page. */
function sayShows({ placement, flip }: Reason): string {
  if (flip) return t`waits`;
  return formOf(placement) === "inline" ? t`shows in its place` : t`shows`;
}

const SIGNS: Record<string, { icon: IconName; of: string }> = {
  won: { icon: "check", of: "won" },
  held_out: { icon: "flask", of: "held" },
};

function sayFlip({ showsFrom, obstacle, flip }: Reason): string {
  if (showsFrom) return t`Would show from ${sayMoment(showsFrom, zone.value, now.value)}.`;
  if (!obstacle) return t(flip);
  const row = capital(sayRow(obstacle.comparison));
  return obstacle.isWanted ? t`Would show with: ${row}.` : t`Would show without: ${row}.`;
}

function ReasonRow({ reason }: { reason: Reason }) {
  const sign = SIGNS[reason.outcome] ?? { icon: "minus", of: "lost" };
  const flip = sayFlip(reason);
  return (
    <li class={sign.of}>
      <span class="sign">
        <Icon name={sign.icon} />
      </span>
      <div>
        <p class="named">
          <a href={hrefOf("campaigns", reason.campaign)}>{reason.name}</a>
          <span class={`tag${reason.outcome === "won" ? " good" : ""}`}>
            {reason.outcome === "won" ? sayShows(reason) : tagOf(reason.outcome)}
          </span>
        </p>
        <p class="re">{t(reason.reason)}</p>
        {flip && (
          <p class="flip">
            <Icon name={reason.outcome === "won" ? "clock" : "undo"} />
            <span>{flip}</span>
          </p>
        )}
      </div>
    </li>
  );
}
