import { pictureUrl, productsOf } from "../products.ts";
import { grid } from "./cards.ts";
import type { Page } from "./frame.ts";
import { article, breadcrumb } from "./structured.ts";

export interface Article {
  slug: string;
  title: string;
  /** One line under the title, also on its card. */
  teaser: string;
  /** The product whose picture stands for it. */
  face: string;
  /** Products the text speaks of. */
  products: readonly string[];
  /** Heading (empty for the opening) and its paragraphs. */
  parts: readonly { heading: string; paragraphs: readonly string[] }[];
}

export const ARTICLES: readonly Article[] = [
  {
    slug: "six-herbs",
    title: "Six herbs that forgive you",
    teaser: "How to keep a window box alive in winter.",
    face: "herbs-parapet",
    products: ["herbs-parapet", "can-rosa", "tools-grzadka", "plant-monstera"],
    parts: [
      {
        heading: "",
        paragraphs: [
          "A window box dies of kindness more often than of cold. In winter a herb drinks a third of what it drinks in June, and the radiator under the sill does the rest. These six put up with a week of being forgotten and with a week of being fussed over.",
        ],
      },
      {
        heading: "Thyme, sage, savory",
        paragraphs: [
          "They come from hillsides where nobody waters. Let the soil dry to the first joint of a finger, then water once, thoroughly. Cut sage before it flowers and never down into the bare wood: it will not come back from there.",
          "All three like the brightest end of the box and do not mind a draught.",
        ],
      },
      {
        heading: "Chives, parsley, mint",
        paragraphs: [
          "Chives may be cut to two centimetres; in three weeks they stand again. Parsley wants depth more than light. Mint wants a wall: keep it in a pot of its own inside the box, or by March there is only mint.",
        ],
      },
      {
        heading: "Once a week is enough",
        paragraphs: [
          "Put the watering on one day, Sunday say. Empty the tray after an hour. Turn the box end to end, because everything leans to the glass. And pick: a herb that is eaten grows, a herb that is admired goes to seed.",
        ],
      },
    ],
  },
  {
    slug: "grind-finer",
    title: "Grind finer, brew shorter",
    teaser: "Where a hand grinder earns its place.",
    face: "grinder-ziarno",
    products: ["grinder-ziarno", "kettle-oblok", "mugs-para", "flask-potok"],
    parts: [
      {
        heading: "",
        paragraphs: [
          "Coffee that tastes bitter has been in the water too long; coffee that tastes sour not long enough. The grind decides how long is long. A blade chops dust and gravel together, so part of every cup is bitter and part is sour. A burr makes one size.",
        ],
      },
      {
        heading: "Start in the middle",
        paragraphs: [
          "Set the mill to click seven and brew as you always do. Sour? One click finer. Bitter? One click coarser. Change only that until it is right; then you may touch the amount: six grams for a hundred millilitres is a good place to begin.",
        ],
      },
      {
        heading: "The water",
        paragraphs: [
          "Let the kettle stand for half a minute after it has boiled. Wet the grounds with twice their weight of water, wait for thirty seconds while they swell, and pour the rest in circles. The whole thing takes three minutes. If it takes five, the grind was too fine.",
        ],
      },
      {
        heading: "Why by hand",
        paragraphs: [
          "Thirty turns take forty seconds. It is quiet enough for a house where somebody sleeps, it works in a tent, and there is nothing in it that cannot be taken apart with one screwdriver.",
        ],
      },
    ],
  },
  {
    slug: "light-on-the-page",
    title: "Put the light on the page",
    teaser: "Three lamps do more than one bright ceiling.",
    face: "lamp-zuraw",
    products: ["lamp-sowa", "lamp-zuraw", "lamp-bocian", "lamp-dzwon"],
    parts: [
      {
        heading: "",
        paragraphs: [
          "One lamp in the middle of the ceiling lights the floor, the cupboard tops and the back of your head. What you are doing lies in your own shadow. It is cheaper to leave that lamp off and light three places.",
        ],
      },
      {
        heading: "One to work by",
        paragraphs: [
          "For a right-handed writer it stands at the left, with the lower edge of the shade at the height of the eyes: higher and it blinds, lower and it lights only the foot. Six watts are plenty at forty centimetres.",
        ],
      },
      {
        heading: "One to read by",
        paragraphs: [
          "Behind the shoulder, aimed at the book. A dome that is closed at the top keeps the ceiling dark, and a dark ceiling makes a room larger in the evening, not smaller.",
        ],
      },
      {
        heading: "One to eat by",
        paragraphs: [
          "Sixty centimetres above the table. Everybody sees the food and everybody else’s face, and nobody sees the bulb. If the table moves, give the cable a hook instead of a hole.",
        ],
      },
    ],
  },
];

export const articleCard = ({ slug, title, teaser, face }: Article) =>
  `<li><a href="/demo/journal/${slug}/"><img src="${pictureUrl(face)}" alt="" width="400" height="400" loading="lazy"><span><b>${title}</b>${teaser}</span></a></li>`;

function articlePage({ slug, title, teaser, face, products, parts }: Article): Page {
  const url = `/demo/journal/${slug}/`;
  const text = parts
    .map(
      ({ heading, paragraphs }) =>
        (heading ? `<h2>${heading}</h2>` : "") +
        paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join(""),
    )
    .join("\n");
  return {
    folder: `journal/${slug}/`,
    title: `${title}, Polana`,
    description: teaser,
    kind: "article",
    structured: [
      article(title, pictureUrl(face), url),
      breadcrumb([
        ["Polana", "/demo/"],
        ["Journal", "/demo/journal/"],
        [title, url],
      ]),
    ],
    main: `<p class="crumb"><a href="/demo/">Polana</a> / <a href="/demo/journal/">Journal</a></p>
<article class="reading"><img src="${pictureUrl(face)}" alt="" width="400" height="400"><div class="words"><h1>${title}</h1><p class="lead">${teaser}</p>
${text}</div></article>
<section data-list="Spoken of here"><h2>Spoken of here</h2>${grid(productsOf(products))}</section>`,
  };
}

const journalPage: Page = {
  folder: "journal/",
  title: "Journal, Polana",
  description: "How to use what you have, and keep it for long.",
  kind: "article",
  main: `<h1 class="top">Journal</h1><p class="lead">How to use what you have, and keep it for long.</p>
<section class="journal goods"><ul>${ARTICLES.map(articleCard).join("")}</ul></section>`,
};

export const journalPages: Page[] = [journalPage, ...ARTICLES.map(articlePage)];
