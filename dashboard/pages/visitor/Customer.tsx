import type { VisitorCard } from "../../../model/report.ts";
import { hrefOf } from "../../address.ts";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { capital, sayMoment } from "../../format.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { sayValue } from "./Observed.tsx";
import { unlink } from "./state.ts";

/** Who the shop says this is: traits of the customer, their other browsers, and every link with its way back. */
export function Customer({ card: { id, customer, links } }: { card: VisitorCard }) {
  if (!customer) return null;
  const others = customer.visitors.filter((visitor) => visitor !== id);
  const traits = Object.entries(customer.traits).flatMap(([name, { value }]) =>
    value === null ? [] : [{ name, value }],
  );
  return (
    <section class="sec">
      <h2 class="h2">
        {t`Customer`}{" "}
        <small>
          <a href={hrefOf("customers", customer.id)}>{customer.id}</a>
        </small>
      </h2>
      <dl class="kv">
        {traits.map(({ name, value }) => (
          <>
            <dt key={name}>{capital(name.replaceAll("_", " "))}</dt>
            <dd>{sayValue(value)}</dd>
          </>
        ))}
        {others.length > 0 && (
          <>
            <dt>{t`Also seen as`}</dt>
            <dd>
              {others.map((visitor, i) => (
                <>
                  {i > 0 && ", "}
                  <a key={visitor} href={hrefOf("visitors", visitor)}>
                    {visitorName(visitor)}
                  </a>
                </>
              ))}
            </dd>
          </>
        )}
        {links.map(({ since, customer: linked }) => (
          <>
            <dt key={since}>
              {t`Linked to ${linked}`} <span>{sayMoment(since, zone.value, now.value)}</span>
            </dt>
            <dd>
              <button
                type="button"
                class="btn small"
                aria-label={t`Take away the link to ${linked}`}
                onClick={() => void unlink(since)}
              >{t`Take away`}</button>
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
}
