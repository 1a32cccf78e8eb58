import type { VisitorCard } from "../../../model/report.ts";
import { capital, sayMoney, sayNumber, sayShare } from "../../format.ts";
import { t } from "../../words.ts";
import { Picture } from "./Picture.tsx";

/** The cart line by line, interests, and what the visitor declared. */
export function Observed({ card }: { card: VisitorCard }) {
  return (
    <>
      <Cart card={card} />
      <Interests card={card} />
      <Known card={card} />
    </>
  );
}

function Cart({ card: { profile, names } }: { card: VisitorCard }) {
  const cart = profile.cart?.value;
  if (!cart || cart.lines.length === 0) return null;
  return (
    <section class="sec">
      <h2 class="h2">{t`In the cart`}</h2>
      <ul class="goods">
        {cart.lines.map(({ id, quantity, priceMinor }) => (
          <li key={id}>
            <Picture of={names.products[id]} />
            <span class="ell">
              {quantity > 1 && `${sayNumber(quantity)} × `}
              {names.products[id]?.name ?? id}
            </span>
            <span class="num">{sayMoney(priceMinor * quantity, cart.currency)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Interests({ card: { interests, names } }: { card: VisitorCard }) {
  const named = interests
    .flatMap(({ hash, share }) => {
      const name = names.categories[hash];
      return name ? [{ name, share }] : [];
    })
    .sort((a, b) => b.share - a.share)
    .slice(0, 6);
  if (named.length === 0) return null;
  const most = named[0]!.share;
  return (
    <section class="sec">
      <h2 class="h2">
        {t`Interests`} <small>{t`share of all looks, halved every 14 days`}</small>
      </h2>
      <ul class="interests">
        {named.map(({ name, share }) => (
          <li key={name}>
            <span class="ell">{name}</span>
            <span class="track">
              <span style={{ width: `${(share / most) * 100}%` }} />
            </span>
            <b class="num">{sayShare(share)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Known({ card: { profile, orders } }: { card: VisitorCard }) {
  const declared = Object.entries(profile.traits).flatMap(([name, { value }]) =>
    value === null ? [] : [{ name: capital(name.replaceAll("_", " ")), value: sayValue(value) }],
  );
  const observed = [
    { name: t`Usual hour`, value: usualHours(profile.hours) },
    { name: t`Last step of checkout`, value: profile.step?.value.replaceAll("_", " ") ?? "" },
    { name: t`Orders known to the shop`, value: orders.length > 0 ? sayNumber(orders.length) : "" },
  ].filter(({ value }) => value);
  if (declared.length + observed.length === 0) return null;
  return (
    <section class="sec">
      <h2 class="h2">{t`Declared and observed`}</h2>
      <dl class="kv">
        {declared.map(({ name, value }) => (
          <>
            <dt key={name}>
              {name} <span>{t`declared`}</span>
            </dt>
            <dd>{value}</dd>
          </>
        ))}
        {observed.map(({ name, value }) => (
          <>
            <dt key={name}>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

export const sayValue = (value: string | number | boolean) =>
  typeof value === "boolean"
    ? value
      ? t`yes`
      : t`no`
    : typeof value === "number"
      ? sayNumber(value)
      : value;

/** The two hours in which most pages were seen: "20–22". */
export function usualHours(hours: number[]): string {
  const sums = hours.map((pages, hour) => pages + (hours[(hour + 1) % 24] ?? 0));
  const most = Math.max(...sums);
  if (!(most > 0)) return "";
  const from = sums.indexOf(most);
  return `${from}–${(from + 2) % 24 || 24}`;
}
