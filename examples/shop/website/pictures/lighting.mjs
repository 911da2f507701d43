import { box, disc, line, oval, path, shade, shine } from './draw.mjs';
import { colour as c } from './palette.mjs';

const glow = (cx, cy, r) => disc(cx, cy, r, '#f6d68c', { opacity: 0.3 });

export const tableLamp = () => [
  glow(300, 258, 214),
  shade(104),
  path('M228 500C228 470 262 452 300 452C338 452 372 470 372 500Z', c.oakDark),
  box(286, 344, 28, 124, c.oak, 8),
  disc(300, 258, 118, '#fff3d2'),
  path('M194 310C240 372 360 372 406 310A118 118 0 0 1 194 310Z', '#f2d48a', { opacity: 0.7 }),
  shine('M222 250C226 216 246 190 274 176', 16),
];

export const pendant = () => [
  oval(300, 470, 200, 26, '#f6d68c', { opacity: 0.35 }),
  path('M150 372L450 372L520 500L80 500Z', '#f6d68c', { opacity: 0.22 }),
  line('M300 0L300 190', c.ink, 6),
  box(280, 176, 40, 40, c.oakDark, 8),
  path('M262 214L338 214C400 240 446 300 452 372L148 372C154 300 200 240 262 214Z', c.moss),
  path('M338 214C400 240 446 300 452 372L360 372C364 300 356 250 338 214Z', c.mossDark, { opacity: 0.6 }),
  oval(300, 372, 152, 17, '#f8dc98'),
  shine('M186 348C192 302 214 268 246 246', 14),
];

export const floorLamp = () => [
  disc(404, 208, 130, '#f6d68c', { opacity: 0.26 }),
  shade(110, 250),
  box(150, 484, 200, 16, c.ink, 8),
  line('M250 490L250 130C250 84 330 66 384 108', c.ink, 11),
  path('M344 96L446 138L470 232L306 166Z', c.clay),
  path('M402 120L446 138L470 232L396 202Z', c.clayDark, { opacity: 0.55 }),
  path('M306 166L470 232C448 246 330 200 306 166Z', '#fff0c8'),
  disc(250, 306, 13, c.oak),
];

const candle = (x, top, width, fill) => [
  oval(x, top - 34, 40, 48, '#f6d68c', { opacity: 0.34 }),
  box(x - width / 2, top, width, 500 - top, fill, 8),
  oval(x, top + 4, width / 2, 8, '#e6b95c'),
  line(`M${x} ${top}L${x} ${top - 14}`, c.ink, 4),
  path(
    `M${x} ${top - 58}C${x + 18} ${top - 34} ${x + 14} ${top - 14} ${x} ${top - 12}C${x - 14} ${top - 14} ${x - 18} ${top - 34} ${x} ${top - 58}Z`,
    c.ochre,
  ),
  shine(`M${x - width / 4} ${top + 26}L${x - width / 4} 478`, 8),
];

export const candles = () => [
  shade(170),
  ...candle(190, 350, 84, '#e0b04f'),
  ...candle(300, 232, 84, '#e8bf68'),
  ...candle(410, 296, 84, '#d6a23f'),
];

export const lantern = () => [
  disc(300, 368, 170, '#f6d68c', { opacity: 0.24 }),
  shade(120),
  line('M248 190C248 112 352 112 352 190', c.ink, 9),
  path('M300 166L390 238L210 238Z', c.ink),
  box(204, 234, 192, 18, c.ink, 6),
  box(216, 250, 168, 232, '#fbeecb'),
  path('M300 336C326 366 320 392 300 396C280 392 274 366 300 336Z', c.ochre),
  box(268, 400, 64, 82, c.white, 6),
  line('M216 250L216 482M384 250L384 482M272 250L272 482M328 250L328 482', c.ink, 7),
  box(196, 480, 208, 22, c.ink, 6),
];
