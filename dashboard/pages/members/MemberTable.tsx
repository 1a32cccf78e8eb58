import type { Member, MemberList } from "../../../model/member.ts";
import { ROLES, type Role } from "../../../model/role.ts";
import { type Column, Table } from "../../components/table/Table.tsx";
import { capital, sayMoment } from "../../format.ts";
import { ROLE_WORDS } from "../../role-words.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { change, leaving, makeLink } from "./state.ts";

const LAST_OWNER = t`The last owner stays: make somebody else an owner first.`;

export function MemberTable({ list }: { list: MemberList }) {
  return (
    <Table caption={t`Members`} rows={list.members} keyOf={({ id }) => id} columns={columnsWith(list)} />
  );
}

function columnsWith({ members, you }: MemberList): Column<Member>[] {
  const isLastOwner = ({ role }: Member) =>
    role === "owner" && members.filter((one) => one.role === "owner").length === 1;
  return [
    {
      name: t`Name`,
      isRowHead: true,
      of: (member) => (
        <>
          {member.name}
          {member.id === you && <span class="mut"> {t`(you)`}</span>}
          <span class="under">{sayLink(member)}</span>
        </>
      ),
    },
    {
      name: t`Role`,
      of: (member) => (
        <select
          class="select"
          aria-label={t`Role of ${member.name}`}
          value={member.role}
          disabled={isLastOwner(member)}
          title={isLastOwner(member) ? LAST_OWNER : undefined}
          onChange={({ currentTarget: { value } }) => void change(member, { role: value as Role })}
        >
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {capital(ROLE_WORDS[role])}
            </option>
          ))}
        </select>
      ),
    },
    {
      name: t`Last seen`,
      isWide: true,
      class: "num",
      of: ({ lastSeenAt }) => (lastSeenAt === 0 ? t`not yet` : sayMoment(lastSeenAt, zone.value, now.value)),
    },
    {
      name: t`Actions`,
      isUnheaded: true,
      isNumber: true,
      of: (member) => (
        <span class="acts">
          <button
            type="button"
            class="btn small"
            aria-label={t`New sign-in link for ${member.name}`}
            onClick={() => void makeLink(member)}
          >{t`New link`}</button>
          <button
            type="button"
            class="btn small"
            disabled={isLastOwner(member)}
            title={isLastOwner(member) ? LAST_OWNER : undefined}
            aria-label={t`Remove ${member.name}`}
            onClick={() => (leaving.value = member)}
          >{t`Remove`}</button>
        </span>
      ),
    },
  ];
}

/** Links live by real time, whatever a local clock says. */
const sayLink = ({ linkUntil }: Member): string =>
  linkUntil > Date.now() ? t`link good until ${sayMoment(linkUntil, zone.value, Date.now())}` : "";
