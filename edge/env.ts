/** What the Worker is given: bindings, secrets and settings. */
import type { Role } from "../model/role.ts";
import type { JourneySteps } from "./jobs/journey-step.ts";
import type { Heartbeat, IngestMessage, PushMessages } from "./jobs/message.ts";
import type { DueWork } from "./store/due-work.ts";

export interface Env {
  DB: D1Database;
  SNAPSHOTS: KVNamespace;
  ASSETS: Fetcher;
  /** Not bound on the free plan: then ingest runs before the acknowledgement. */
  INGEST?: Queue<IngestMessage | Heartbeat>;
  /** Fans out due work; not bound on the free plan: then cron does the page itself. */
  WORK?: Queue<DueWork | JourneySteps>;
  /** Sends notifications; not bound on the free plan: then cron sends a page itself. */
  PUSH?: Queue<PushMessages>;
  /** Secret, 32 or more characters: passports and sessions. `MASTER_SECRET_PREVIOUS` still opens. */
  MASTER_SECRET: string;
  MASTER_SECRET_PREVIOUS?: string;
  /** Secret: Bearer of `/api`. */
  ADMIN_TOKEN: string;
  /** Seconds between looks for a newer snapshot, a number in text. */
  SNAPSHOT_SECONDS: string;
  /** Path of the shop's own zone that the Worker is routed under, one segment (`/x7`): first-party mode. */
  FIRST_PARTY_PATH?: string;
  /** Hosts of push services, with spaces or commas between; absent: those that browsers use (edge/push/endpoint.ts). */
  PUSH_HOSTS?: string;
  /** "yes" on a local run only: the movable clock and the simulated visitors' headers are heard. */
  LOCAL?: string;
}

/** Of the server API, behind middleware/read-body.ts. */
export interface BodyEnv extends AppEnv {
  Variables: AppEnv["Variables"] & { body: Record<string, unknown> };
}

/** Of the Hono apps. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    /** Site of the signed-in member or key: set by middleware/sign-in.ts. */
    site: string;
    /** Who that is, in words, for what is kept of their changes. */
    by: string;
    /** What they may do: of a member, of a key for automation, or an owner's of the admin token. */
    role: Role;
    /** Id of the member; null: a key or the admin token. */
    member: string | null;
  };
}
