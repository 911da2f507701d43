import { box, disc, line, oval, path, shade, shine } from './draw.mjs';
import { colour as c } from './palette.mjs';

export const board = () => [
  shade(150),
  box(150, 196, 300, 304, c.oak, 30),
  ...[0, 1, 2, 3].flatMap((row) =>
    [0, 1, 2].map((column) =>
      box(162 + column * 94, 208 + row * 71, 88, 65, (row + column) % 2 ? '#d9b084' : '#c4956a', 6),
    ),
  ),
  disc(300, 168, 58, c.oak),
  disc(300, 164, 20, c.cream),
  path('M250 196L350 196L350 214L250 214Z', c.oak),
];

export const kettle = () => [
  shade(150),
  line('M206 286C206 160 394 160 394 286', c.walnut, 18),
  line('M404 372C450 350 452 318 496 302', '#c47b4e', 32),
  path(
    'M168 410C168 336 220 284 300 284C380 284 432 336 432 410C432 466 410 500 380 500L220 500C190 500 168 466 168 410Z',
    '#d58a5a',
  ),
  path(
    'M300 500L380 500C410 500 432 466 432 410C432 368 416 334 388 312C404 400 372 470 300 500Z',
    '#b86d40',
    { opacity: 0.7 },
  ),
  oval(300, 288, 58, 12, '#a95f35'),
  disc(300, 270, 16, c.walnut),
  shine('M206 404C208 368 224 340 250 322', 16),
];

const jar = (x, top, width, fill, level) => [
  box(x - width / 2, top, width, 500 - top, '#e4edec', 16),
  box(x - width / 2 + 8, level, width - 16, 492 - level, fill, 10),
  box(x - width / 2 + 4, top - 26, width - 8, 32, c.oakDark, 8),
  shine(`M${x - width / 2 + 20} ${top + 28}L${x - width / 2 + 20} 468`, 9),
];

export const jars = () => [
  shade(190),
  ...jar(170, 340, 118, '#d8b98a', 380),
  ...jar(300, 210, 124, '#c8694a', 300),
  ...jar(430, 278, 118, '#f3e6cd', 316),
];

export const pepperMill = () => [
  shade(84),
  disc(300, 118, 26, c.steel),
  path('M244 206C244 150 270 132 300 132C330 132 356 150 356 206L344 236L256 236Z', c.walnut),
  box(250, 232, 100, 14, c.steel, 5),
  path('M254 246L346 246C330 300 326 350 352 420L366 500L234 500L248 420C274 350 270 300 254 246Z', c.walnut),
  path('M318 246L346 246C330 300 326 350 352 420L366 500L322 500C332 400 306 320 318 246Z', '#5d3d27', {
    opacity: 0.7,
  }),
  shine('M268 262C278 320 274 370 262 424', 9),
  disc(214, 494, 6, c.ink),
  disc(196, 499, 5, c.ink),
  disc(398, 497, 6, c.ink),
];

export const pan = () => [
  oval(240, 372, 176, 150, c.night),
  oval(240, 366, 160, 134, '#36434f'),
  oval(240, 368, 144, 118, '#2b3742'),
  line('M392 290L540 202', c.night, 34),
  disc(530, 208, 7, '#6c7a84'),
  oval(236, 372, 84, 66, c.white),
  disc(246, 366, 30, c.ochre),
  shine('M112 342C126 302 160 268 204 254', 9),
];
