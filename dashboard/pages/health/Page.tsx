import { PageHead } from "../../components/page-head/PageHead.tsx";
import type { PageProps } from "../pages.ts";

export function Page(_: PageProps) {
  return <PageHead title="Soon" />;
}
