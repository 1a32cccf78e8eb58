/** The 24 things of the shop, each drawn once on a square of 400 and coloured by its palette. */
import { body, box, disc, faint, fill, leaf, line, path, shadow, turn } from "./brush.ts";

/** a base, b second, c light, d dark, e accent. */
export type Palette = Record<"a" | "b" | "c" | "d" | "e", string>;

/** The sprigs of the herb box: where, then length and lean of the tall leaf and of the low one. */
const HERBS: readonly (readonly [number, number, number, number, number])[] = [
  [96, 92, -20, 66, 26],
  [128, 129, -8, 89, 30],
  [166, 118, 9, 82, -28],
  [204, 107, -10, 75, 26],
  [238, 96, 8, 68, -30],
  [272, 133, -6, 91, 28],
  [304, 122, 20, 84, -24],
];

/** Above the soap: centre and radius. */
const BUBBLES: readonly (readonly [x: number, y: number, r: number])[] = [
  [138, 146, 15],
  [170, 118, 22],
  [208, 146, 11],
  [236, 112, 14],
  [196, 84, 9],
];

export const SHAPES = {
  tableLamp: (p) =>
    fill("#fff", path("M122 214h156l36 120H86z"), 0.5) +
    shadow(74) +
    body(p.d, box(194, 196, 12, 132)) +
    body(p.a, path("M144 334q0-18 24-18h64q24 0 24 18z"), 212) +
    fill("#FFF3C9", disc(200, 214, 26, 16)) +
    body(p.a, path("M100 212a100 104 0 0 1 200 0z"), 224, 136) +
    fill(p.d, box(192, 96, 16, 14, 6)),
  pendant: (p) =>
    fill("#fff", path("M106 236h188l52 110H54z"), 0.5) +
    line(p.d, 4, "M200 0v96") +
    body(p.d, box(188, 88, 24, 26, 6)) +
    fill(p.d, disc(200, 232, 104, 15)) +
    fill("#FFF1BF", disc(200, 240, 25, 22)) +
    body(p.a, path("M200 108c58 0 98 54 104 124q-104 18-208 0c6-70 46-124 104-124z"), 222, 140) +
    line(p.c, 5, "M98 226q102 18 204 0", "butt"),
  floorLamp: (p) =>
    shadow(96) +
    line(p.e, 9, "M200 168l-66 166M200 168l66 166") +
    line(p.d, 9, "M200 168v160") +
    line(p.e, 5, "M166 254h68") +
    fill("#fff", path("M116 170h168l34 60H82z"), 0.45) +
    body(p.a, path("M146 58h108l32 112H114z"), 216, 150),
  lantern: (p) =>
    shadow(80) +
    line(p.d, 7, "M158 128a42 62 0 0 1 84 0") +
    body(p.d, path("M132 138q68-44 136 0v16H132z"), 214) +
    fill("#FFF4CF", box(146, 154, 108, 146)) +
    fill("#FFD772", disc(200, 236, 40, 46), 0.55) +
    body("#FFFDF6", box(180, 244, 40, 56, 4), 204) +
    fill(p.e, path("M200 196q18 24 0 46q-18-22 0-46z")) +
    fill("#fff", box(160, 160, 12, 134), 0.6) +
    line(p.d, 6, "M146 154v146M254 154v146M200 154v30", "butt") +
    body(p.d, box(130, 300, 140, 30, 6), 214),
  deskLamp: (p) =>
    fill("#fff", path("M100 196l68 18-12 120H34z"), 0.5) +
    shadow(64, 256) +
    line(p.d, 10, "M256 318L300 208L196 112") +
    fill(p.e, disc(300, 208, 13)) +
    body(p.a, path("M196 332q0-22 28-22h64q28 0 28 22z"), 262) +
    fill("#FFF1BF", disc(132, 206, 24, 16)) +
    turn(
      -12,
      190,
      120,
      body(p.a, path("M176 96h30q10 0 10 12l42 0l-42 8 0 6q-8 84-96 84q-14-100 56-110z"), 170, 0),
    ) +
    fill(p.e, disc(196, 112, 12)),
  kettle: (p) =>
    shadow(96) +
    line(p.d, 15, "M256 178q82-6 62 104q-4 16-28 14") +
    body(p.a, path("M136 236L84 172l24-12 50 40z"), 400) +
    body(p.a, path("M112 330l20-136q8-52 68-52t68 52l20 136z"), 222, 140, 11) +
    body(p.c, path("M146 152q54-22 108 0l4 12q-58-16-116 0z"), 214) +
    body(p.d, disc(200, 132, 16, 13), 204) +
    fill(p.d, box(110, 322, 180, 12, 6)) +
    fill(p.e, disc(200, 262, 8)),
  mugs: (p) =>
    shadow(120) +
    line(p.b, 15, "M286 190q52 0 46 42t-50 38") +
    body(p.b, path("M180 158h116v112q0 44-44 44h-28q-44 0-44-44z"), 252) +
    line(p.a, 16, "M118 236q-52 0-46 42t50 36") +
    body(p.a, path("M110 206h126v90q0 36-40 36h-46q-40 0-40-36z"), 186, 128) +
    fill(p.d, disc(173, 207, 63, 10)) +
    fill(p.e, disc(173, 209, 52, 6)) +
    line("#fff", 5, "M160 182q-10-16 0-30t0-30M190 178q-8-14 0-26"),
  grinder: (p) =>
    shadow(84) +
    line(p.d, 8, "M200 96V74h74") +
    body(p.e, disc(280, 74, 14, 18), 282) +
    body(p.c, path("M146 150q4-54 54-54t54 54z"), 212, 164) +
    body(p.d, box(138, 150, 124, 18, 6), 212) +
    body(p.a, path("M148 168h104l14 160H134z"), 214, 152) +
    fill("#000", box(158, 246, 84, 56, 6), 0.16) +
    body(p.b, box(162, 250, 76, 48, 5), 210) +
    fill(p.c, disc(200, 274, 7)) +
    body(p.d, box(126, 324, 148, 12, 5), 214),
  pan: (p) =>
    fill("#000", disc(186, 250, 112, 108), 0.1) +
    turn(
      42,
      176,
      226,
      body(p.e, box(284, 212, 112, 28, 14), 500) +
        fill(p.d, box(270, 208, 30, 36, 6)) +
        fill("#fff", disc(378, 226, 5), 0.7),
    ) +
    body(p.a, disc(176, 226, 112), 190) +
    fill(p.d, disc(176, 226, 94)) +
    fill("#fff", disc(176, 226, 94), 0.07) +
    fill("#FFFDF4", path("M118 218q2-46 50-40t62 22q24 22 4 48t-52 24q-66 6-64-54z")) +
    body("#F6B432", disc(172, 218, 27), 178) +
    fill("#fff", disc(163, 209, 7, 5), 0.7) +
    leaf(p.b, 216, 268, 34, 70) +
    leaf(p.b, 222, 262, 26, 20),
  board: (p) =>
    shadow(110) +
    turn(
      -4,
      200,
      200,
      body(p.e, box(104, 84, 152, 248, 22), 190, 120) +
        fill("#000", disc(180, 116, 13), 0.22) +
        line("#7A4A1E", 2.5, "M128 166q50 18 106 0M126 226q60 22 110 2M128 286q52 14 108 0"),
    ) +
    turn(
      8,
      290,
      230,
      body("#D9DFE4", path("M272 78q40 40 38 142h-38z"), 292) +
        body(p.d, box(270, 218, 32, 112, 12), 288) +
        fill("#fff", disc(286, 250, 4) + disc(286, 296, 4), 0.7),
    ),
  wateringCan: (p) =>
    shadow(116) +
    line(p.a, 13, "M236 178q8-66 64-58t30 104q-12 50-50 64") +
    body(p.a, path("M142 262L76 166l-10 6-6-10 38-26 6 10-8 6 58 62z"), 400) +
    line(p.d, 3, "M54 152l42-28") +
    body(p.a, path("M134 180h148l12 150H122z"), 222, 142, 11) +
    fill(p.b, box(124, 286, 167, 16)) +
    fill("#000", box(214, 286, 78, 16), 0.13) +
    body(p.d, disc(208, 180, 74, 14), 220),
  plant: (p) =>
    shadow(78) +
    line(
      p.d,
      5,
      "M200 260q-10-70-70-110M200 260q0-90 6-150M200 260q16-70 78-96M198 262q-20-40-84-40M202 262q24-36 88-34",
    ) +
    leaf(p.a, 126, 168, 84, -28, 0.62) +
    leaf(p.b, 206, 132, 94, 6, 0.6) +
    leaf(p.a, 278, 176, 86, 40, 0.62) +
    leaf(p.b, 122, 228, 72, -74, 0.58) +
    leaf(p.a, 288, 236, 74, 78, 0.58) +
    leaf(p.d, 198, 228, 76, -8, 0.6) +
    body(p.e, path("M140 252h120l-16 82h-88z"), 212, 152) +
    body(p.e, box(132, 240, 136, 24, 5), 212),
  trowel: (p) =>
    shadow(94) +
    body("#CBD3D2", path("M152 186q44 36 30 104q-6 32-30 46q-24-14-30-46q-14-68 30-104z"), 152) +
    line("#AEB8B7", 4, "M152 210v96") +
    line(p.d, 12, "M152 196v-50", "butt") +
    body(p.e, box(136, 56, 32, 96, 15), 154, 142, 6) +
    fill(p.a, box(136, 128, 32, 14)) +
    line("#CBD3D2", 11, "M220 330V240q0-20 30-20t30 20v90M250 336V186") +
    line(p.d, 12, "M250 200v-54", "butt") +
    body(p.e, box(234, 56, 32, 96, 15), 252, 240, 6) +
    fill(p.a, box(234, 128, 32, 14)),
  birdHouse: (p) =>
    shadow(70) +
    body(p.d, box(190, 270, 20, 64)) +
    body(p.e, path("M126 160l74-62 74 62v124H126z"), 208, 142, 8) +
    faint("#000", 2, "M130 200h140M130 242h140", 0.12) +
    fill(p.d, disc(200, 196, 27)) +
    fill("#000", disc(203, 199, 24), 0.35) +
    body(p.d, box(196, 236, 8, 26, 4), 200) +
    body(p.a, path("M200 78l106 88-14 18-92-76-92 76-14-18z"), 202) +
    fill(p.c, path("M286 120q22-22 42-8l14 2-12 8q-8 24-36 16l-20 8z")) +
    fill("#222", disc(324, 116, 2.6)),
  herbs: (p) =>
    shadow(126) +
    HERBS.map(([x, tall, tallLean, low, lowLean], i) => {
      const [front, back] = [
        [p.a, p.b],
        [p.b, p.d],
        [p.d, p.a],
      ][i % 3] as [string, string];
      return leaf(front, x, 250, tall, tallLean, 0.34) + leaf(back, x + 6, 250, low, lowLean, 0.4);
    }).join("") +
    body(p.e, path("M72 242h256l-14 90H86z"), 232, 88) +
    faint("#000", 3, "M78 286h244", 0.14) +
    fill(p.c, box(164, 262, 72, 44, 4)) +
    line(p.d, 3, "M178 278h44M178 290h28"),
  soap: (p) =>
    shadow(120) +
    body(p.d, path("M84 306h232q0 28-34 28H118q-34 0-34-28z"), 214) +
    body(p.a, box(104, 240, 192, 68, 20), 216, 126, 12) +
    body(p.b, box(120, 176, 160, 66, 20), 216, 142, 12) +
    faint("#fff", 3, "M168 209h64", 0.75) +
    faint("#fff", 3, "M160 274h80", 0.6) +
    BUBBLES.map(
      ([x, y, r]) =>
        fill("#fff", disc(x, y, r), 0.65) + fill("#fff", disc(x - r * 0.3, y - r * 0.35, r * 0.26)),
    ).join("") +
    leaf(p.e, 292, 242, 56, 40) +
    leaf(p.e, 290, 244, 44, 80),
  tube: (p) =>
    shadow(62) +
    body(p.c, path("M146 70h108v16l6 206H140l6-206z"), 216, 158) +
    fill("#000", box(146, 70, 108, 16), 0.1) +
    fill(p.a, path("M143 178h114l2 76H141z")) +
    fill("#000", path("M216 178h41l2 76h-43z"), 0.13) +
    fill(p.e, disc(200, 134, 17)) +
    line(p.c, 4, "M170 204h60M178 220h44M186 236h28") +
    body(p.a, box(152, 290, 96, 44, 7), 214, 162),
  pump: (p) =>
    shadow(72) +
    body(p.d, path("M150 92q0-12 14-12h48v16h-40v14h-22z"), 400) +
    body(p.d, box(192, 92, 16, 44), 200) +
    body(p.d, box(172, 130, 56, 28, 7), 204) +
    body(p.a, path("M136 196q0-40 40-40h48q40 0 40 40v116q0 22-22 22h-84q-22 0-22-22z"), 218, 152, 11) +
    fill(p.c, box(154, 212, 92, 84, 6)) +
    fill("#000", box(218, 212, 28, 84), 0.07) +
    leaf(p.e, 200, 262, 40, -24) +
    leaf(p.e, 200, 262, 40, 24) +
    line(p.d, 4, "M176 278h48"),
  candle: (p) =>
    shadow(84) +
    fill("#FFF1BF", disc(200, 118, 50, 56), 0.75) +
    fill("#F5A623", path("M200 72q28 38 0 72q-28-34 0-72z")) +
    fill("#FFE9A8", path("M200 104q13 20 0 38q-13-18 0-38z")) +
    line("#5b4a3f", 4, "M200 136v26") +
    body(p.c, path("M122 160h156v158q0 16-16 16H138q-16 0-16-16z"), 224, 138, 11) +
    fill(p.a, disc(200, 161, 78, 11)) +
    fill("#fff", disc(200, 161, 60, 7), 0.45) +
    fill(p.a, box(150, 214, 100, 78, 4)) +
    fill("#000", box(224, 214, 26, 78), 0.1) +
    line(p.c, 4, "M172 242h56M180 258h40M188 274h24"),
  dropper: (p) =>
    shadow(62) +
    body(p.d, path("M182 128V74q0-20 18-20t18 20v54z"), 204, 187, 6) +
    body(p.d, box(170, 122, 60, 36, 6), 206) +
    body(
      p.a,
      path("M178 158h44v16q34 10 34 46v94q0 20-20 20h-72q-20 0-20-20v-94q0-36 34-46z"),
      216,
      156,
      10,
    ) +
    fill(p.c, box(152, 226, 96, 74, 4)) +
    fill("#000", box(216, 226, 32, 74), 0.07) +
    fill(p.e, path("M200 236q16 20 16 32a16 16 0 0 1-32 0q0-12 16-32z")),
  backpack: (p) =>
    shadow(98) +
    line(p.d, 12, "M170 98q0-40 30-40t30 40") +
    body(p.d, path("M96 190q-18 10-18 50v60h40V180zM304 190q18 10 18 50v60h-40V180z"), 200) +
    body(p.a, path("M110 190q0-106 90-106t90 106v112q0 32-32 32H142q-32 0-32-32z"), 220, 128, 11) +
    body(p.b, path("M108 168q4-86 92-86t92 86v26q-92 30-184 0z"), 220) +
    body(p.b, box(136, 232, 128, 82, 16), 216) +
    line(p.d, 4, "M150 254h100") +
    line(p.e, 10, "M156 176v50M244 176v50", "butt") +
    fill(p.c, box(149, 208, 14, 18, 3) + box(237, 208, 14, 18, 3)) +
    fill(p.c, box(184, 122, 32, 22, 4)),
  flask: (p) =>
    shadow(54) +
    body(p.d, path("M164 118V78q0-16 16-16h40q16 0 16 16v40z"), 212, 174) +
    fill(p.c, box(160, 118, 80, 10)) +
    body(p.a, path("M152 150q0-22 22-22h52q22 0 22 22v164q0 20-20 20h-56q-20 0-20-20z"), 214, 164, 10) +
    fill(p.b, box(152, 218, 96, 46)) +
    fill("#000", box(214, 218, 34, 46), 0.13) +
    fill(p.c, path("M168 250l18-22 12 14 10-10 16 18z")) +
    fill(p.e, disc(224, 231, 5)),
  tent: (p) =>
    shadow(140, 200, 322) +
    fill(p.d, path("M322 200l34 112h-68z")) +
    fill(p.d, path("M330 160l26 70h-52z")) +
    body(p.a, path("M188 104L52 320h276z"), 188) +
    fill(p.b, path("M188 104l140 216-44 0z")) +
    fill("#2c2a2a", path("M188 148l-46 172h92z"), 0.8) +
    fill(p.e, path("M188 148l-46 172h34q18-80 12-172zM188 148l46 172h-20q-20-80-26-172z")) +
    line(p.d, 5, "M188 104l-8-16M188 104l10-14") +
    faint("#fff", 2.5, "M92 256l-60 62M300 272l46 46", 0.8),
  blanket: (p) =>
    shadow(126) +
    body(p.a, path("M104 214h200q34 0 34 60t-34 60H104z"), 400) +
    fill(p.b, box(150, 214, 18, 120)) +
    fill(p.c, box(186, 214, 8, 120) + box(258, 214, 8, 120)) +
    fill(p.e, box(222, 214, 18, 120)) +
    fill("#000", path("M104 290h230q-8 44-30 44H104z"), 0.12) +
    body(p.c, disc(104, 274, 40, 60), 400) +
    line(p.a, 8, "M104 230q-28 4-28 44t28 44q24-6 24-42t-22-34q-16 4-16 32t14 24q10-2 8-18") +
    line(p.d, 9, "M300 216q24 14 24 58t-24 58", "butt") +
    line(p.d, 9, "M132 216q14-54 86-54t88 54"),
} satisfies Record<string, (p: Palette) => string>;
export type Shape = keyof typeof SHAPES;
