import { useEffect } from "preact/hooks";
import { isAllowed, PERMISSION_NAMES, ROLES } from "../../../model/role.ts";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Panel } from "../../components/panel/Panel.tsx";
import { Table } from "../../components/table/Table.tsx";
import { capital } from "../../format.ts";
import { ROLE_WORDS } from "../../role-words.ts";
import { may } from "../../site.ts";
import { t } from "../../words.ts";
import { FreshLink } from "./FreshLink.tsx";
import { Invite } from "./Invite.tsx";
import { Leaving } from "./Leaving.tsx";
import { MemberTable } from "./MemberTable.tsx";
import { leaving, members, show } from "./state.ts";
import { PERMISSION_WORDS } from "./words.ts";

/** Who may sign in to this dashboard, and as what. */
export function Page() {
  useEffect(show, []);
  return (
    <div class="members">
      <PageHead title={t`Members`} />
      <FreshLink />
      <Panel of={members} what={t`Members`}>
        {(list) => <MemberTable list={list} />}
      </Panel>
      {may("access") && <Invite />}
      <section class="section" aria-label={t`Roles`}>
        <h2 class="h2">
          {t`Roles`} <small>{t`what each may do`}</small>
        </h2>
        <Table
          caption={t`What each role may do`}
          isCompact
          rows={PERMISSION_NAMES}
          keyOf={(name) => name}
          columns={[
            { name: t`May`, isRowHead: true, of: (name) => PERMISSION_WORDS[name] },
            ...ROLES.map((role) => ({
              name: capital(ROLE_WORDS[role]),
              of: (name: (typeof PERMISSION_NAMES)[number]) => isAllowed(role, name) && t`Yes`,
            })),
          ]}
        />
        <p class="sub section">{t`Another role, and being removed, hold from the next click of whoever it is.`}</p>
      </section>
      {leaving.value && <Leaving member={leaving.value} />}
    </div>
  );
}
