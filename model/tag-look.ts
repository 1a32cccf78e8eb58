/** What a page of the shop says of our tag: read from its HTML as it is served, before any script has run. */
import { isSiteId } from "./site.ts";

/**
 * `right`: our tag, with this site. `none`: no tag of ours. `checksum`: ours with a mistyped site; `other_site`: ours with another
 * site; `other_edge`: a script of that name from elsewhere; `no_site`: ours, and its site is told by a command, if at all.
 */
export type TagStanding = "right" | "none" | "checksum" | "other_site" | "other_edge" | "no_site";

export interface TagLook {
  standing: TagStanding;
  /** The site, or the address of the script, as the page has it; empty where that is not what is wrong. */
  given: string;
  /** `data-consent` or `consent=`; empty: the default, which waits for a yes. */
  consent: string;
  /** Google Tag Manager is in the page, which may bring a tag that its HTML does not show. */
  hasTagManager: boolean;
}

/** Opening tags of scripts, in one pass: a page of nothing but beginnings of tags is no slower than another. */
function scriptTags(html: string): string[] {
  const tags: string[] = [];
  const begins = /<script\b/gi;
  for (let begin = begins.exec(html); begin; begin = begins.exec(html)) {
    const end = html.indexOf(">", begin.index);
    if (end < 0) break;
    tags.push(html.slice(begin.index, end + 1));
    begins.lastIndex = end;
  }
  return tags;
}

const attribute = (tag: string, name: string) =>
  (new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(tag) ?? [])
    .slice(1)
    .find((text) => text !== undefined)
    ?.replaceAll("&amp;", "&");

/** `origin` and `site`: of this edge and the site that should be there. `page`: the address of the page. */
export function lookForTag(html: string, page: string, origin: string, site: string): TagLook {
  const tags = scriptTags(html);
  const hasTagManager =
    tags.some((tag) => attribute(tag, "src")?.includes("googletagmanager.com/")) ||
    html.includes("googletagmanager.com/gtm.js");
  const looks = tags.flatMap((tag) => {
    const url = URL.parse(attribute(tag, "src") ?? "", page);
    if (!url?.pathname.endsWith("/i.js")) return [];
    const given = attribute(tag, "data-site") ?? url.searchParams.get("site") ?? "";
    const consent = attribute(tag, "data-consent") ?? url.searchParams.get("consent") ?? "";
    return [{ ...standingOf(url, given, page, origin, site), consent, hasTagManager }];
  });
  return (
    looks.find(({ standing }) => standing === "right") ??
    looks[0] ?? { standing: "none", given: "", consent: "", hasTagManager }
  );
}

/** In first-party mode the script lies on the shop's own origin. */
function standingOf(
  url: URL,
  given: string,
  page: string,
  origin: string,
  site: string,
): { standing: TagStanding; given: string } {
  if (given === site) return { standing: "right", given: "" };
  if (given !== "") return { standing: isSiteId(given) ? "other_site" : "checksum", given };
  const isOurs = url.origin === origin || url.origin === URL.parse(page)?.origin;
  return isOurs ? { standing: "no_site", given: "" } : { standing: "other_edge", given: url.href };
}
