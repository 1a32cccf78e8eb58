/** Members of the site: who may sign in, as what, and the links that let them in. */
import { signal } from "@preact/signals";
import type { Member, MemberList, MemberSettings } from "../../../model/member.ts";
import type { Role } from "../../../model/role.ts";
import { type Answer, api, ask } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { reading } from "../../reading.ts";
import { start } from "../../shell/state.ts";
import { t } from "../../words.ts";

const NOW_IS: Record<Role, (name: string) => string> = {
  owner: (name) => t`${name} is an owner from now on.`,
  editor: (name) => t`${name} is an editor from now on.`,
  viewer: (name) => t`${name} is a viewer from now on.`,
};

export const members = reading(() => ask(api.members.$get()) as Promise<Answer<MemberList>>);

/** A link just made, and whose it is: shown this once. */
export const freshLink = signal<{ name: string; url: string }>();
/** Before they are taken away. */
export const leaving = signal<Member>();

export function show(): void {
  freshLink.value = undefined;
  leaving.value = undefined;
  void members.load();
}

const urlOf = ({ path }: { path: string }) => location.origin + path;

/** True where they are invited. */
export async function invite(settings: MemberSettings): Promise<boolean> {
  const answer = await ask(api.members.$post({ json: settings }));
  if ("failure" in answer) say(t`Nobody was invited. ${sayFailure(answer.failure)}`);
  else freshLink.value = { name: settings.name, url: urlOf(answer.value) };
  await members.load();
  return "value" in answer;
}

export async function change({ id, ...before }: Member, settings: Partial<MemberSettings>): Promise<void> {
  const { name, role } = { ...before, ...settings };
  const answer = await ask(api.members[":id"].$put({ param: { id }, json: { name, role } }));
  if ("failure" in answer) say(t`${before.name} is as before. ${sayFailure(answer.failure)}`);
  else say(NOW_IS[role](name));
  await members.load();
  // It may have been oneself.
  if (members.value.value?.you === id || members.failure.value) await start();
}

export async function makeLink({ id, name }: Member): Promise<void> {
  const answer = await ask(api.members[":id"].links.$post({ param: { id } }));
  if ("failure" in answer) say(t`No link was made. ${sayFailure(answer.failure)}`);
  else freshLink.value = { name, url: urlOf(answer.value) };
  await members.load();
}

export async function remove({ id, name }: Member): Promise<void> {
  const answer = await ask(api.members[":id"].$delete({ param: { id } }));
  leaving.value = undefined;
  if ("failure" in answer) say(t`${name} is still a member. ${sayFailure(answer.failure)}`);
  else say(t`${name} is a member no more, and signed out.`);
  await members.load();
}
