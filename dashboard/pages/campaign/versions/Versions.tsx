import { useEffect } from "preact/hooks";
import { Panel } from "../../../components/panel/Panel.tsx";
import { Table } from "../../../components/table/Table.tsx";
import { capital, sayList, sayMoment } from "../../../format.ts";
import { now, zone } from "../../../site.ts";
import { bringBack, isWhole, showVersions, versions } from "./state.ts";

/** So many are shown before one asks for more. */
const SHOWN = 6;

/** Who has changed what, and the way back. `savedAt`: of the last saving, which adds one. */
export function Versions({ id, savedAt }: { id: string; savedAt: number }) {
  useEffect(() => showVersions(id), [id, savedAt]);
  return (
    <section class="section" aria-label="History">
      <h2 class="h2">
        History <small>the hundred newest versions</small>
      </h2>
      <Panel of={versions} what="The history" lines={3}>
        {({ versions: all }) => (
          <>
            <Table
              caption="Versions"
              isCompact
              rows={isWhole.value ? all : all.slice(0, SHOWN)}
              keyOf={({ version }) => `${version}`}
              columns={[
                {
                  name: "Saved",
                  isRowHead: true,
                  of: ({ savedAt: at }) => sayMoment(at, zone.value, now.value),
                },
                { name: "By", isWide: true, of: ({ savedBy }) => savedBy },
                {
                  name: "What",
                  of: ({ changes, version }) =>
                    changes.length > 0 ? capital(sayList(changes)) : version === 1 && "Made",
                },
                {
                  name: "",
                  of: ({ version }) =>
                    version === all[0]?.version ? (
                      <span class="mut">As it is now</span>
                    ) : (
                      <button
                        type="button"
                        class="btn small"
                        aria-label={`Bring back version ${version}`}
                        onClick={() => void bringBack(id, version)}
                      >
                        Bring back
                      </button>
                    ),
                },
              ]}
            />
            {all.length > SHOWN && !isWhole.value && (
              <p class="acts">
                <button type="button" class="btn small" onClick={() => (isWhole.value = true)}>
                  Show all {all.length}
                </button>
              </p>
            )}
          </>
        )}
      </Panel>
    </section>
  );
}
