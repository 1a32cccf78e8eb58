/** Tables of a segment, as files. */
import { parseCsv } from "../../../../model/csv.ts";
import { getTable } from "../../../api.ts";
import { sayFailure } from "../../../components/panel/failure.ts";
import { say } from "../../../components/toast/toast.ts";
import { sayCount } from "../../../format.ts";
import { t } from "../../../words.ts";

/** Members, or the hashed contacts of those who left one with consent. */
export async function download(id: string, of: "export" | "audience"): Promise<void> {
  const sayRows = (rows: number) => (of === "export" ? sayCount(rows, "member") : sayCount(rows, "contact"));
  const answer = await getTable(id, of, (rows) => say(t`${sayRows(rows)} so far.`));
  if ("failure" in answer) return say(t`No table came. ${sayFailure(answer.failure)}`);
  const rows = parseCsv(answer.value).rows.length - 1;
  if (rows === 0 && of === "audience")
    return say(t`Nobody in it has left an address, or a number with its country, with consent.`);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([answer.value], { type: "text/csv" }));
  link.download = of === "export" ? `${id}.csv` : `${id}-audience.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
  say(t`${sayRows(rows)} in the table.`);
}
