import type { ComponentChildren } from "preact";
import type { PermissionName } from "../../../model/role.ts";
import { whyNot } from "../../site.ts";

/** What only some roles may press or fill in: greyed to the others, with whom to ask. Links and reading go on. */
export function Only({ to, children }: { to: PermissionName; children: ComponentChildren }) {
  const why = whyNot(to);
  if (!why) return <>{children}</>;
  return (
    <fieldset class="only" disabled title={why}>
      {children}
    </fieldset>
  );
}
