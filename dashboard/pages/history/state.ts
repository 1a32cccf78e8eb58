/** Who has changed what, as the address asks for it. */
import { signal } from "@preact/signals";
import { CHANGE_KINDS } from "../../../model/change.ts";
import { type ChangeQuery, getChanges } from "../../components/changes/state.ts";
import { reading } from "../../reading.ts";

const asked = signal<ChangeQuery>({ kind: undefined, of: undefined, by: undefined, before: undefined });
export const changes = reading(() => getChanges(asked.value));

export function show({ kind, of, by, before }: Record<string, string>): void {
  asked.value = { kind: CHANGE_KINDS.find((one) => one === kind), of, by, before };
  void changes.load();
}
