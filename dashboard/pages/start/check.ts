/** What the live check says: green with the first event from the shop, else what stands between. */
import type { Arrival, ArrivalOutcome } from "../../../model/arrival.ts";
import type { PageLook, StartReport } from "../../../model/start-report.ts";
import { t } from "../../words.ts";

export interface Finding {
  tone: "good" | "bad" | "wait";
  title: string;
  /** What to do, or what was seen. */
  text: string;
}

/** The origin of what was typed: with or without its scheme; undefined where it is no address. */
export function originOf(typed: string): string | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  return url && /^https?:$/.test(url.protocol) && url.hostname !== "" ? url.origin : undefined;
}

/** `shop`: the origin that is waited for; undefined: any. */
export function findingOf(report: StartReport, shop: string | undefined): Finding {
  const own = shop ? report.arrivals.filter(({ origin }) => origin === shop) : report.arrivals;
  const taken = own.find(({ outcome }) => outcome === "taken");
  const refused = own.find(({ outcome }) => outcome !== "taken");
  if (refused && (!taken || refused.at > taken.at))
    return { tone: "bad", ...REFUSED[refused.outcome](refused, report) };
  if (taken)
    return {
      tone: "good",
      title: t`Visits come from ${taken.origin}`,
      text: t`Seen on ${taken.path}.`,
    };
  if (shop && report.origins.length > 0 && !report.origins.includes(shop))
    return {
      tone: "bad",
      title: t`${shop} may not send`,
      text: t`This site takes visits from ${report.origins.join(", ")}. Add ${shop} to its origins, or leave them empty.`,
    };
  return {
    tone: "wait",
    title: shop ? t`Waiting for the first visit from ${shop}` : t`Waiting for the first visit`,
    text: t`Open a page of the shop in another tab, and say yes to its consent question. This turns green by itself.`,
  };
}

type Said = Omit<Finding, "tone">;
const REFUSED: Record<ArrivalOutcome, (arrival: Arrival, report: StartReport) => Said> = {
  taken: () => ({ title: "", text: "" }),
  origin: ({ origin }, { origins }) => ({
    title: t`${origin} was refused: not one of this site’s origins`,
    text: t`The site takes visits from ${origins.join(", ") || t`any origin by now; publish so that it holds`}. Add ${origin} to its origins and publish, or correct the tag.`,
  }),
  checksum: ({ origin, given }) => ({
    title: t`${origin} sends for “${given}”, which is mistyped`,
    text: t`The two characters at the end of a site’s id are its checksum. Copy the line from here once more.`,
  }),
  unpublished: ({ origin }) => ({
    title: t`${origin} has come, but nothing is published yet`,
    text: t`Publish once, even without a campaign: until then there are no rules to answer by.`,
  }),
  no_consent: ({ origin }) => ({
    title: t`Somebody came from ${origin} who may not be counted`,
    text: t`Their browser sends Global Privacy Control, and nobody has asked them. Once they say yes on the page, it counts.`,
  }),
};

/** What a page's own HTML says. */
export function sayLook({ standing, given, consent, hasTagManager }: PageLook, site: string): Finding {
  switch (standing) {
    case "right":
      return {
        tone: "good",
        title: t`The tag is on this page, with the right site`,
        text:
          consent === "assumed"
            ? t`It measures at once (data-consent=“assumed”). If nothing comes, look whether a content blocker or the page’s policy holds it back.`
            : t`Nothing is sent before the visitor says yes. If nothing comes after a yes, the banner does not tell the script: see Consent banner.`,
      };
    case "checksum":
      return {
        tone: "bad",
        title: t`The tag has a mistyped site: “${given}”`,
        text: t`It sends nothing, and says so in the console. This site is ${site}.`,
      };
    case "other_site":
      return {
        tone: "bad",
        title: t`The tag is another site’s: “${given}”`,
        text: t`What happens there is counted there. This site is ${site}.`,
      };
    case "other_edge":
      return { tone: "bad", title: t`The script comes from elsewhere`, text: t`The page loads ${given}.` };
    case "no_site":
      return {
        tone: "wait",
        title: t`The script is there, its site is not said in the tag`,
        text: t`That is right where the page calls impuls('init', '${site}').`,
      };
    case "none":
      return hasTagManager
        ? {
            tone: "wait",
            title: t`No tag in the page itself, but Tag Manager is there`,
            text: t`A tag that it brings cannot be seen from here. Open the page and say yes: the check above turns green if it works.`,
          }
        : {
            tone: "bad",
            title: t`The tag is not on this page`,
            text: t`Put it in as shown, empty the shop’s cache, and look again.`,
          };
  }
}
