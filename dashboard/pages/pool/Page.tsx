import { useEffect } from "preact/hooks";
import { hrefOf } from "../../address.ts";
import { Only } from "../../components/only/Only.tsx";
import { OwnHistory } from "../../components/own-history/OwnHistory.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { sayMoney, sayNumber } from "../../format.ts";
import { currency } from "../../site.ts";
import { useUnsaved } from "../../unsaved.ts";
import { t } from "../../words.ts";
import { pools } from "../coupons/state.ts";
import type { PageProps } from "../pages.ts";
import { Codes } from "./Codes.tsx";
import { draft, isChanged, isMissing, open, saved } from "./state.ts";
import { Terms } from "./Terms.tsx";

/** One pool: on which terms its codes are given, and the codes. */
export function Page({ id }: PageProps) {
  useUnsaved({ draft, isNew: () => draft.peek()?.id === "", isChanged: () => isChanged.peek() });
  useEffect(() => void open(id), [id]);
  const title = saved.value?.name ?? (id === "new" ? t`New pool` : "");
  return (
    <div class="pool">
      <PageHead title={title} crumb={{ text: t`Coupons`, href: hrefOf("coupons") }}>
        {saved.value && <OwnHistory kind="pool" id={saved.value.id} />}
      </PageHead>
      <Panel of={pools} what={t`The pool`}>
        {() =>
          isMissing.value ? (
            <Empty icon="coupon" title={t`No such pool`} text={t`It may have another address.`}>
              <a class="btn" href={hrefOf("coupons")}>{t`All pools`}</a>
            </Empty>
          ) : (
            draft.value && (
              <>
                {saved.value && <Standing of={saved.value} />}
                <Terms pool={draft.value} />
                {saved.value && (
                  <Only to="edit">
                    <Codes waiting={saved.value.waiting} />
                  </Only>
                )}
              </>
            )
          )
        }
      </Panel>
    </div>
  );
}

function Standing({ of }: { of: NonNullable<typeof saved.value> }) {
  const figures: [name: string, figure: string][] = [
    [t`Free`, sayNumber(of.free)],
    [t`Wait for your shop`, sayNumber(of.waiting)],
    [t`Given`, sayNumber(of.given)],
    [t`Orders`, sayNumber(of.orders)],
    [t`Brought`, sayMoney(of.revenueMinor, currency.value, true)],
  ];
  return (
    <dl class="tally">
      {figures.map(([name, figure]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="num">{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
