/** What a member is. */
import type { Role } from "../model/role.ts";
import { t } from "./words.ts";

export const ROLE_WORDS: Record<Role, string> = { owner: t`owner`, editor: t`editor`, viewer: t`viewer` };
