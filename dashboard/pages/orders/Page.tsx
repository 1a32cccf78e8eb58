import { hrefOf } from "../../address.ts";
import { Only } from "../../components/only/Only.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { t } from "../../words.ts";
import type { PageProps } from "../pages.ts";
import { Doors } from "./doors/Doors.tsx";
import { Import } from "./import/Import.tsx";
import { List } from "./List.tsx";
import { Revenue } from "./revenue/Revenue.tsx";

const VIEWS: [view: string, name: string][] = [
  ["", t`All orders`],
  ["doors", t`Doors`],
  ["import", t`Import`],
  ["revenue", t`Revenue and rates`],
];

/** Orders, the doors they come by, files of them, and what they are worth. */
export function Page({ query }: PageProps) {
  const { view = "" } = query;
  return (
    <>
      <PageHead title={t`Orders`} />
      <nav class="tabs" aria-label={t`Orders`}>
        {VIEWS.map(([name, word]) => (
          <a
            key={name}
            href={hrefOf("orders", "", { view: name })}
            aria-current={view === name ? "page" : undefined}
          >
            {word}
          </a>
        ))}
      </nav>
      {view === "doors" ? (
        <Doors />
      ) : view === "import" ? (
        <Only to="edit">
          <Import />
        </Only>
      ) : view === "revenue" ? (
        <Revenue />
      ) : (
        <List query={query} />
      )}
    </>
  );
}
