import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../../words.ts";

interface Props {
  title: string;
  /** Link to the list this object is of. */
  crumb?: { text: string; href: string };
  /** Stands right of the title: status, count. */
  status?: ComponentChildren;
  /** Range, filters, and the primary action last. */
  children?: ComponentChildren;
}

export function PageHead({ title, crumb, status, children }: Props) {
  useTitle(title);
  return (
    <header class="head">
      {crumb && <Crumb {...crumb} />}
      <h1>{title}</h1>
      {status}
      <div class="push">{children}</div>
    </header>
  );
}

export function Crumb({ text, href }: { text: string; href: string }) {
  return (
    <nav class="crumb" aria-label={t`Path`}>
      <a href={href}>{text}</a>
    </nav>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Impuls`;
  }, [title]);
}
