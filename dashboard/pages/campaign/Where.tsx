import type { Campaign, Place } from "../../../model/campaign.ts";
import { formOf } from "../../../model/content.ts";
import { PAGE_KINDS } from "../../../model/event.ts";
import { Choices, Field, OneOf, TextField } from "../../components/field/Field.tsx";
import { change, changePlacement, draft, faultAt } from "./state.ts";
import { PAGE_WORDS } from "./words.ts";

/** Slots that many shops have; any other name may be typed. */
const SLOTS = ["home", "product", "listing", "search-none", "thanks"];
const DEVICES = [
  ["phone", "Phones"],
  ["tablet", "Tablets"],
  ["desktop", "Computers"],
] as const;
const HINTS = {
  slot: undefined,
  place: "Where the shop has no slot. It shows where nothing in view would move.",
  bar: "Over the lower edge, once in a while.",
  overlay: "Over the page, once in a while, and never in the checkout.",
};
const ROLES = [
  ["help", "Help"],
  ["offer", "Offer"],
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
          legend="Placement"
          name="placement"
          options={[
            ["bar", "The bar"],
            ["overlay", "An overlay"],
            ["slot", "A slot of the page"],
            ["place", "A place on the page"],
          ]}
          value={kind}
          onChange={choose}
          hint={HINTS[kind]}
        />
        {kind === "slot" && (
          <Field
            id="slot"
            label="Name of the slot"
            hint={<>As in data-impuls-slot.</>}
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
            label="Name of the place"
            hint="Campaigns of the same name compete for it."
            fault={faultAt("placement")}
            value={placement}
            onInput={(name) => changePlacement(name, place)}
          />
        )}
      </div>
      {place && <PlaceOnPage place={place} />}
      <OneOf
        legend="What it is"
        name="role"
        options={ROLES}
        value={role}
        onChange={(chosen) => change({ role: chosen })}
        hint="Help may show on cart and checkout pages; an offer never does."
      />
      <Choices
        legend="On pages"
        hint="None chosen: on every page."
        options={PAGE_KINDS.map((kind) => [kind, PAGE_WORDS[kind]] as const)}
        chosen={pageKinds}
        onChange={(chosen) => change({ pageKinds: chosen })}
      />
      <div class="two">
        <Paths label="Only where the path is" id="in" pages={pages} />
        <Paths label="But not where it is" id="out" pages={pages} />
      </div>
      <Choices
        legend="On devices"
        hint="None chosen: on all."
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
          legend="It stands"
          name="place-where"
          options={[
            ["before", "Before"],
            ["after", "After"],
            ["replace", "Instead of"],
          ]}
          value={place.where}
          onChange={(where) => set({ where })}
        />
        <TextField
          id="place-selector"
          label="The element, by CSS selector"
          hint="Such as main .price; of several, the first."
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
            label={screen === "phone" ? "Height kept free on phones, px" : "In windows from 640 px on, px"}
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
      aside="optional"
      hint="Such as /sale/*, parted by spaces."
      fault={fault}
      value={pages[id].join(" ")}
      onInput={(text) =>
        change({ pages: { ...pages, [id]: text.trim() ? text.trimStart().split(/\s/) : [] } })
      }
    />
  );
}
