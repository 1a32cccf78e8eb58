/** A stable hash into [0, 1): the same visitor and campaign always fall on the same point. */

/** FNV-1a over UTF-16 code units, then murmur3's finaliser: FNV alone leaves near strings near. 32 bits. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash >>> 0;
}

/** Where `visitor` falls for `purpose` (a salt such as `holdout:spring`), in [0, 1). */
export function bucketOf(visitor: string, purpose: string): number {
  return hash32(`${purpose}|${visitor}`) / 0x1_0000_0000;
}
