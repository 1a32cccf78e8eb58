/** Members of a site and keys of its servers and automation, as they are made and listed. */
import * as v from "valibot";
import { KEY_SCOPES, ROLES } from "./role.ts";

export const memberSchema = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
  role: v.picklist(ROLES),
});
export type MemberSettings = v.InferOutput<typeof memberSchema>;

export const keySchema = v.object({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  /** Absent: for a server. */
  scope: v.optional(v.picklist(KEY_SCOPES), "server"),
});

export interface Member extends MemberSettings {
  id: string;
  /** Epoch ms. */
  madeAt: number;
  /** Epoch ms, to the hour; 0: never. */
  lastSeenAt: number;
  /** Epoch ms by real time until when a link of theirs opens; 0: there is none. */
  linkUntil: number;
}

/** GET /api/members: those who may do most first. */
export interface MemberList {
  members: Member[];
  /** Id of who asks; null: a token or a key does. */
  you: string | null;
}

/** A sign-in link: in this answer and nowhere else. */
export interface SignInLink {
  /** Below the edge's address; the code stands behind the #. */
  path: string;
  /** Epoch ms by real time. */
  expiresAt: number;
}
