import type { ImportReport } from "../../../model/import-report.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { Table } from "../../components/table/Table.tsx";
import { sayNumber } from "../../format.ts";
import { t } from "../../words.ts";

/** What came of a file, or would: sums, then each line at fault. */
export function Report({ report }: { report: ImportReport }) {
  const { isDryRun, taken, added, refused, gone, faults, broken } = report;
  if (broken !== null)
    return (
      <p class="stale" role="status">
        <Icon name="stop" />
        {t`Nothing was taken: ${broken}.`}
      </p>
    );
  const sums = [
    isDryRun
      ? t`${sayNumber(taken)} would be taken, ${sayNumber(added)} of them new`
      : t`${sayNumber(taken)} taken, ${sayNumber(added)} of them new`,
    gone > 0 && (isDryRun ? t`${sayNumber(gone)} would be gone` : t`${sayNumber(gone)} gone`),
    refused > 0 && t`${sayNumber(refused)} refused`,
  ].filter(Boolean);
  return (
    <>
      <p role="status">{sums.join(", ")}.</p>
      {faults.length > 0 && (
        <Table
          caption={t`Lines at fault`}
          isCompact
          rows={faults}
          keyOf={({ line, field }) => `${line} ${field}`}
          columns={[
            { name: t`Line`, isNumber: true, of: ({ line }) => sayNumber(line) },
            { name: t`Id`, isRowHead: true, of: ({ id }) => id || "–" },
            { name: t`Field`, of: ({ field }) => field },
            { name: t`Expected`, of: ({ expected }) => expected },
          ]}
        />
      )}
      {refused > faults.length && (
        <p class="sub">{t`Only the first ${sayNumber(faults.length)} are listed.`}</p>
      )}
    </>
  );
}
