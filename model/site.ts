/**
 * A site id is a name and a two-character checksum, `polana-8n`: a mistyped tag is noticed on the
 * device, before anything is sent, and again at the edge, before anything is read.
 */

/** The part of a site id before the checksum: 2 to 32 of a–z, 0–9 and inner hyphens. */
const SITE_NAME = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])$/;

/** Two base-36 characters over the name; one changed or swapped character changes it in 1295 of 1296 cases. */
function checksumOf(name: string): string {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + character.charCodeAt(0)) % 1296;
  return sum.toString(36).padStart(2, "0");
}

/** The site id for a name, or undefined where the name is not a site name. */
export function siteIdOf(name: string): string | undefined {
  return SITE_NAME.test(name) ? `${name}-${checksumOf(name)}` : undefined;
}

/** True where the checksum at the end belongs to the name before it. Imports nothing: the tracker's core runs it. */
export function isSiteId(site: string): boolean {
  return checksumOf(site.slice(0, -3)) === site.slice(-2) && site.at(-3) === "-";
}
