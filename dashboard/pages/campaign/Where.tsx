import type { Campaign, Place } from "../../../model/campaign.ts";
import { formOf } from "../../../model/content.ts";
import { PAGE_KINDS } from "../../../model/event.ts";
import { Choices, Field, OneOf, TextField } from "../../components/field/Field.tsx";
import { t } from "../../words.ts";
import { change, changePlacement, draft, faultAt } from "./state.ts";
import { PAGE_WORDS } from "./words.ts";

/** Slots that many shops have; any other name may be typed. */
const SLOTS = ["home", "product", "listing", "search-none", "thanks"];
const DEVICES = [
  ["phone", t`Phones`],
  ["tablet", t`Tablets`],
  ["desktop", t`Computers`],
] as const;
const HINTS = {
  slot: undefined,
  place: t`Where the shop has no slot. It shows where nothing in view would move.`,
  bar: t`Over the lower edge, once in a while.`,
  overlay: t`Over the page, once in a while, and never in the checkout.`,
};
const ROLES = [
  ["help", t`Help`],
  ["offer", t`Offer`],
] as const;

/** A place before it is named. */
const A_PLACE: Place = { selector: "", where: "after", reservePx: { phone: 200, wide: 160 } };

export function Where() {
  const { placement, place, role, pages, pageKinds, devices } = draft.value!;
  const form = formOf(placement);
  const kind = place ? "place" : form === "inline" ? "slot" : form;
  const choose = (chosen: typeof kind) => {
    if (chosen === "place") changePlacement("page", A_PLACE);
    else changePlacement(chosen === "slot" ? SLOTS[0]! : chosen);
  };
  return (
    <>
      <div class="two">
        <OneOf
          legend={t`Placement`}
          name="placement"
          options={[
            ["bar", t`The bar`],
            ["overlay", t`An overlay`],
            ["slot", t`A slot of the page`],
            ["place", t`A place on the page`],
          ]}
          value={kind}
          onChange={choose}
          hint={HINTS[kind]}
        />
        {kind === "slot" && (
          <Field
            id="slot"
            label={t`Name of the slot`}
            hint={t`As in data-impuls-slot.`}
            fault={faultAt("placement")}
          >
            <input
              class="input"
              id="slot"
              list="slots"
              value={placement}
              onInput={(event) => changePlacement(event.currentTarget.value)}
            />
            <datalist id="slots">
              {SLOTS.map((slot) => (
                <option key={slot} value={slot} />
              ))}
            </datalist>
          </Field>
        )}
        {place && (
          <TextField
            id="place-name"
            label={t`Name of the place`}
            hint={t`Campaigns of the same name compete for it.`}
            fault={faultAt("placement")}
            value={placement}
            onInput={(name) => changePlacement(name, place)}
          />
        )}
      </div>
      {place && <PlaceOnPage place={place} />}
      <OneOf
        legend={t`What it is`}
        name="role"
        options={ROLES}
        value={role}
        onChange={(chosen) => change({ role: chosen })}
        hint={t`Help may show on cart and checkout pages; an offer never does.`}
      />
      <Choices
        legend={t`On pages`}
        hint={t`None chosen: on every page.`}
        options={PAGE_KINDS.map((kind) => [kind, PAGE_WORDS[kind]] as const)}
        chosen={pageKinds}
        onChange={(chosen) => change({ pageKinds: chosen })}
      />
      <div class="two">
        <Paths label={t`Only where the path is`} id="in" pages={pages} />
        <Paths label={t`But not where it is`} id="out" pages={pages} />
      </div>
      <Choices
        legend={t`On devices`}
        hint={t`None chosen: on all.`}
        options={DEVICES}
        chosen={devices}
        onChange={(chosen) => change({ devices: chosen })}
      />
    </>
  );
}

function PlaceOnPage({ place }: { place: Place }) {
  const set = (part: Partial<Place>) => change({ place: { ...place, ...part } });
  return (
    <>
      <div class="two">
        <OneOf
          legend={t`It stands`}
          name="place-where"
          options={[
            ["before", t`Before`],
            ["after", t`After`],
            ["replace", t`Instead of`],
          ]}
          value={place.where}
          onChange={(where) => set({ where })}
        />
        <TextField
          id="place-selector"
          label={t`The element, by CSS selector`}
          hint={t`Such as main .price; of several, the first.`}
          fault={faultAt("place.selector")}
          most={200}
          value={place.selector}
          onInput={(selector) => set({ selector })}
        />
      </div>
      <div class="two">
        {(["phone", "wide"] as const).map((screen) => (
          <Field
            key={screen}
            id={`reserve-${screen}`}
            label={screen === "phone" ? t`Height kept free on phones, px` : t`In windows from 640 px on, px`}
            fault={faultAt(`place.reservePx.${screen}`)}
          >
            <input
              class="input"
              id={`reserve-${screen}`}
              type="number"
              min={1}
              max={2000}
              value={place.reservePx[screen]}
              onInput={(event) =>
                set({ reservePx: { ...place.reservePx, [screen]: event.currentTarget.valueAsNumber || 0 } })
              }
            />
          </Field>
        ))}
      </div>
    </>
  );
}

function Paths({ label, id, pages }: { label: string; id: "in" | "out"; pages: Campaign["pages"] }) {
  const fault = pages[id].map((_, i) => faultAt(`pages.${id}.${i}`)).find(Boolean);
  return (
    <TextField
      id={`pages-${id}`}
      label={label}
      aside={t`optional`}
      hint={t`Such as /sale/*, parted by spaces.`}
      fault={fault}
      value={pages[id].join(" ")}
      onInput={(text) =>
        change({ pages: { ...pages, [id]: text.trim() ? text.trimStart().split(/\s/) : [] } })
      }
    />
  );
}
