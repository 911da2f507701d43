import { box, disc, leaf, line, oval, path, pot, shade } from './draw.mjs';
import { colour as c } from './palette.mjs';

const split = (x, y, size, angle, fill) =>
  `<g transform="translate(${x} ${y}) rotate(${angle}) scale(${size})">` +
  path(
    'M0 0C46 -4 74 -44 66 -96C44 -84 40 -78 52 -112C48 -128 36 -142 20 -150C16 -120 14 -116 10 -154C6 -156 -6 -156 -10 -154C-14 -116 -16 -120 -20 -150C-36 -142 -48 -128 -52 -112C-40 -78 -44 -84 -66 -96C-74 -44 -46 -4 0 0Z',
    fill,
  ) +
  line('M0 -6L0 -140M0 -40L42 -76M0 -40L-42 -76M0 -80L30 -114M0 -80L-30 -114', '#22302b', 3, {
    opacity: 0.16,
  }) +
  '</g>';

export const monstera = () => [
  shade(110),
  line(
    'M300 360C296 280 250 240 214 214M300 360C304 270 330 220 366 186M300 360C300 290 296 220 292 170M300 360C330 310 390 300 430 296M300 360C260 320 216 312 176 312',
    c.moss,
    8,
  ),
  split(176, 312, 0.86, -64, c.moss),
  split(430, 298, 0.86, 66, c.moss),
  split(214, 216, 0.96, -34, c.leaf),
  split(366, 190, 1, 32, c.mossDark),
  split(292, 176, 0.94, -4, c.leaf),
  ...pot(190, 148, c.sand, '#d8c6ac'),
];

const blade = (x, top, lean, fill) =>
  path(
    `M${x - 24} 380C${x - 30} ${(top + 380) / 2} ${x + lean - 16} ${top + 60} ${x + lean} ${top}C${x + lean + 18} ${top + 60} ${x + 34} ${(top + 380) / 2} ${x + 24} 380Z`,
    fill,
  ) +
  line(`M${x} 372C${x} ${(top + 380) / 2} ${x + lean} ${top + 80} ${x + lean} ${top + 30}`, c.ochre, 4, {
    opacity: 0.55,
  });

export const snakePlant = () => [
  shade(104),
  blade(248, 170, -36, c.moss),
  blade(350, 150, 40, c.moss),
  blade(276, 96, -14, c.leaf),
  blade(326, 124, 12, c.mossDark),
  blade(302, 206, 2, c.leaf),
  ...pot(176, 142, c.ink, '#33443d'),
];

const twigs = [
  [238, 170, -50],
  [214, 208, -78],
  [262, 132, -20],
  [292, 118, -4],
  [326, 120, 16],
  [356, 144, 40],
  [384, 184, 62],
  [392, 222, 86],
  [232, 232, -100],
  [270, 190, -34],
  [312, 172, 10],
  [346, 196, 48],
  [300, 216, -10],
  [366, 236, 104],
];

export const oliveTree = () => [
  shade(112),
  path('M288 366C284 320 306 290 292 232L312 232C324 286 306 324 314 366Z', c.walnut),
  line('M300 270C270 240 250 220 236 190M302 260C330 230 350 210 366 180M302 240L300 150', c.walnut, 8),
  ...twigs.flatMap(([x, y, angle]) => [
    leaf(x, y, 62, angle, '#93a892', 0.16),
    leaf(x, y + 10, 58, angle + 40, '#7f977d', 0.16),
    leaf(x, y + 6, 58, angle - 40, '#a8b9a5', 0.16),
  ]),
  disc(262, 226, 9, c.night),
  disc(340, 222, 9, c.night),
  disc(310, 196, 9, c.night),
  ...pot(184, 146, c.clay, c.clayDark),
];

const spines = (x, top, bottom) =>
  Array.from({ length: Math.floor((bottom - top) / 26) }, (_, i) =>
    line(`M${x - 7} ${top + 14 + i * 26}L${x + 7} ${top + 8 + i * 26}`, c.cream, 3, { opacity: 0.8 }),
  );

const smallPot = (x, width, fill) =>
  path(`M${x - width / 2} 420L${x + width / 2} 420L${x + width * 0.4} 500L${x - width * 0.4} 500Z`, fill) +
  box(x - width / 2 - 5, 412, width + 10, 20, fill, 5);

export const cacti = () => [
  shade(200),
  box(146, 286, 62, 134, c.moss, 31),
  line('M208 356C244 356 238 330 238 312', c.moss, 28),
  ...spines(177, 300, 410),
  oval(302, 376, 62, 56, c.leaf),
  line('M302 322L302 420M270 330C258 360 258 390 270 418M334 330C346 360 346 390 334 418', c.mossDark, 5, {
    opacity: 0.5,
  }),
  disc(302, 318, 15, c.clay),
  disc(302, 318, 6, c.ochre),
  box(398, 236, 52, 184, c.mossDark, 26),
  ...spines(424, 250, 410),
  smallPot(176, 96, c.clay),
  smallPot(302, 110, c.sand),
  smallPot(424, 92, c.ochre),
];

const trail = (d, leaves) => [
  line(d, c.moss, 5),
  ...leaves.map(([x, y, angle], i) => leaf(x, y, 58, angle, i % 2 ? c.moss : c.leaf, 0.44)),
];

export const pothos = () => [
  box(110, 288, 380, 22, c.oak, 4),
  box(110, 306, 380, 8, c.oakDark, 4),
  ...trail('M270 200C190 220 190 300 200 380C206 430 190 470 200 500', [
    [196, 300, -120],
    [198, 350, 110],
    [202, 400, -130],
    [198, 452, 120],
    [200, 500, 176],
    [220, 232, -70],
  ]),
  ...trail('M330 200C400 220 396 290 388 350C384 390 396 410 392 440', [
    [390, 290, 120],
    [390, 340, -116],
    [388, 388, 130],
    [392, 440, 184],
    [376, 226, 70],
  ]),
  leaf(300, 206, 70, -30, c.leaf, 0.44),
  leaf(300, 206, 76, 8, c.moss, 0.44),
  leaf(300, 206, 66, 44, c.leaf, 0.44),
  path('M234 204L366 204L350 290L250 290Z', c.blush),
  box(226, 194, 148, 22, '#e2bda9', 6),
];
