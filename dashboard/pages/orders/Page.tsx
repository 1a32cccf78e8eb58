import { PageHead } from "../../components/page-head/PageHead.tsx";
import { hrefOf } from "../../route.ts";
import type { PageProps } from "../pages.ts";
import { Doors } from "./doors/Doors.tsx";
import { Import } from "./import/Import.tsx";
import { List } from "./List.tsx";
import { Revenue } from "./revenue/Revenue.tsx";

const VIEWS: [view: string, name: string][] = [
  ["", "All orders"],
  ["doors", "Doors"],
  ["import", "Import"],
  ["revenue", "Revenue and rates"],
];

/** Orders, the doors they come by, files of them, and what they are worth. */
export function Page({ query }: PageProps) {
  const { view = "" } = query;
  return (
    <>
      <PageHead title="Orders" />
      <nav class="tabs" aria-label="Orders">
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
        <Import />
      ) : view === "revenue" ? (
        <Revenue />
      ) : (
        <List query={query} />
      )}
    </>
  );
}
