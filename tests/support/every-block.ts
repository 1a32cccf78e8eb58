/** One of every kind of block, for tests that try them all. A kind that is new has to be put in, or the types fail. */
import type { Block, BlockOf } from "../../model/content.ts";

const question = {
  name: "missing",
  ask: "What is missing today?",
  answer: "one" as const,
  options: [
    { value: "delivery", label: "Delivery costs too much" },
    { value: "size", label: "My size or model is missing" },
  ],
};

export const EVERY_BLOCK: { [Kind in Block["kind"]]: BlockOf<Kind> } = {
  head: { kind: "head", over: "Order 48213", title: "A hello for your first order", text: "Pick anything." },
  text: { kind: "text", text: "Since {{last_purchased.name|your last order}} there is more to see." },
  image: { kind: "image", src: "/room.svg", alt: "A table lamp on a desk", href: "/lamps" },
  products: { kind: "products", source: "popular", limit: 4 },
  wishlist: { kind: "wishlist", limit: 6 },
  progress: { kind: "progress", thresholdMinor: 6000, label: "On the way to free delivery" },
  countdown: { kind: "countdown", label: "The offer ends" },
  offer: {
    kind: "offer",
    offer: { kind: "percent", percent: 15 },
    text: "We take it off when you pay.",
    conditions: "Once per customer, not on gift cards.",
  },
  coupon: { kind: "coupon", pool: "welcome", label: "Show my code" },
  help: {
    kind: "help",
    links: [
      { label: "Delivery: price and day", note: "from €3.90, Tuesday at the latest", href: "/delivery" },
      { label: "Returns", href: "/returns" },
    ],
  },
  survey: { kind: "survey", questions: [question], atMost: 1, send: "Send", thanks: "Thank you." },
  form: {
    kind: "form",
    fields: [{ name: "email", label: "E-mail", type: "email", isRequired: true }],
    consent: {
      text: "Yes, send it to me. I can stop it any time.",
      controller: "Shop Ltd, 1 High Street, London",
      privacyHref: "/privacy",
    },
    send: "Subscribe",
    thanks: "Thank you.",
  },
  preferences: {
    kind: "preferences",
    questions: [{ ...question, name: "looks_for", ask: "What do you look for?", answer: "several" }],
    send: "Save",
    thanks: "Saved.",
  },
  push: {
    kind: "push",
    sample: { title: "{{last_viewed.name|It}}: €79.00", body: "€10 less than when you saw it." },
    yes: "Yes, notify me",
    no: "Not now",
  },
  actions: {
    kind: "actions",
    items: [{ label: "Use it on this order", href: "/use", primary: true }, { label: "No, thank you" }],
  },
};
