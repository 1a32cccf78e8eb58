/** Keys of KV: storage.md. The pointer holds the newest version number, a snapshot never changes. */
export const pointerKey = (site: string) => `snapshot:${site}`;
export const snapshotKey = (site: string, version: number) => `snapshot:${site}:${version}`;
/** Of a local run alone: what is true of its simulated visitors. */
export const truthKey = (site: string) => `truth:${site}`;
