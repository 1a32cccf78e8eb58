/** From what is wanted and what is there to what is to be done. Pure: nothing is looked up or changed here. */
import { SECRETS, type Wanted } from "./wanted.ts";

/** What an account has of it. */
export interface Found {
  databaseId: string | undefined;
  namespaceId: string | undefined;
  /** Names of those of ours that are there. */
  queues: ReadonlySet<string>;
  /** False: never deployed. */
  hasWorker: boolean;
  /** Names of the secrets it has; what they are nobody can read. */
  secrets: ReadonlySet<string>;
}

export const NOTHING: Found = {
  databaseId: undefined,
  namespaceId: undefined,
  queues: new Set(),
  hasWorker: false,
  secrets: new Set(),
};

export interface Part {
  kind: "D1 database" | "KV namespace" | "Queue" | "Worker" | "Secret";
  name: string;
  isThere: boolean;
}

/** Every part in the order in which it is made: the Worker after all that it is bound to, its secrets with it. */
export function partsOf(wanted: Wanted, found: Found): Part[] {
  return [
    { kind: "D1 database", name: wanted.database, isThere: found.databaseId !== undefined },
    { kind: "KV namespace", name: wanted.namespace, isThere: found.namespaceId !== undefined },
    ...wanted.queues.map((name): Part => ({ kind: "Queue", name, isThere: found.queues.has(name) })),
    { kind: "Worker", name: wanted.worker, isThere: found.hasWorker },
    ...SECRETS.map((name): Part => ({ kind: "Secret", name, isThere: found.secrets.has(name) })),
  ];
}

/** Secrets to be made: one that is there is never written over, since with it go passports and what it has sealed. */
export function missingSecrets(found: Found): string[] {
  return SECRETS.filter((name) => !found.secrets.has(name));
}

/** What undeploying takes away, in its order: the Worker first, so that nothing is written meanwhile. */
export function removalOf(wanted: Wanted, found: Found): Part[] {
  const there = partsOf(wanted, found).filter(({ isThere, kind }) => isThere && kind !== "Secret");
  const order = ["Worker", "Queue", "KV namespace", "D1 database"];
  return there.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
