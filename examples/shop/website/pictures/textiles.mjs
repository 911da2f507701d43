import { box, line, oval, path, shade, shine } from './draw.mjs';
import { colour as c } from './palette.mjs';

export const cushion = () => [
  shade(160),
  path(
    'M136 188C190 206 410 206 464 188C448 250 448 430 468 494C410 478 190 478 132 494C152 430 152 250 136 188Z',
    c.blush,
  ),
  path(
    'M402 202C424 200 446 196 464 188C448 250 448 430 468 494C440 486 420 482 402 481C392 400 392 300 402 202Z',
    c.clay,
    { opacity: 0.28 },
  ),
  line(
    'M208 204C198 300 198 400 206 481M232 206C222 300 222 400 230 480M300 207L300 478M324 207L324 478M368 206C376 300 376 400 368 480',
    c.clay,
    8,
  ),
  shine('M172 232C168 270 166 330 168 380', 12),
];

export const throwBlanket = () => [
  shade(180),
  box(120, 404, 360, 96, c.sand, 26),
  box(120, 318, 360, 98, '#f2e9db', 26),
  path('M330 250L452 250C470 250 480 262 480 280L480 472L330 472Z', c.steel),
  box(132, 240, 336, 92, '#b6bfbc', 26),
  line('M338 262L338 470M366 262L366 470M394 262L394 470M422 262L422 470M450 262L450 470', '#7d8886', 5, {
    opacity: 0.6,
  }),
  line(
    'M340 476L336 498M362 476L362 500M386 476L384 500M410 476L412 500M434 476L434 500M458 476L462 498',
    '#b6bfbc',
    6,
  ),
  shine('M156 268L312 268', 10),
];

const towel = (y, height, fill, dark) => [
  box(140, y, 320, height, fill, 22),
  line(`M176 ${y + 22}L176 ${y + height - 22}M424 ${y + 22}L424 ${y + height - 22}`, dark, 10),
  ...[0, 1, 2, 3, 4].map((i) =>
    line(`M${212 + i * 44} ${y + 20}L${212 + i * 44} ${y + height - 20}`, dark, 3, { opacity: 0.5 }),
  ),
  line(`M200 ${y + height / 2}L400 ${y + height / 2}`, dark, 3, { opacity: 0.5 }),
];

export const towels = () => [
  shade(180),
  ...towel(402, 98, c.sage, c.moss),
  ...towel(304, 98, c.sand, c.oakDark),
  ...towel(216, 88, '#f6eee2', c.clay),
];

export const rug = () => [
  path('M156 150L444 150L520 500L80 500Z', '#ecdcc6'),
  path('M171 180L429 180L494 470L106 470Z', c.moss),
  path('M186 212L414 212L466 440L134 440Z', '#ecdcc6'),
  path('M300 236L350 326L300 416L250 326Z', c.clay),
  path('M220 262L250 326L210 390L184 326ZM380 262L350 326L390 390L416 326Z', c.ochre),
  line(
    'M84 506L80 524M120 506L117 524M156 506L154 524M192 506L191 524M228 506L227 524M264 506L264 524M300 506L300 524M336 506L336 524M372 506L373 524M408 506L409 524M444 506L446 524M480 506L483 524M516 506L520 524',
    '#cdb899',
    5,
  ),
  line(
    'M158 144L156 130M204 144L203 130M252 144L251 130M300 144L300 130M348 144L349 130M396 144L397 130M442 144L444 130',
    '#cdb899',
    5,
  ),
];

export const runner = () => [
  path('M60 350L540 350L572 420L28 420Z', c.oak),
  box(28, 420, 544, 22, c.oakDark, 4),
  box(64, 442, 26, 80, c.oakDark),
  box(510, 442, 26, 80, c.oakDark),
  path('M220 350L380 350L396 420L204 420Z', '#f6efe4'),
  path('M204 420L396 420L396 494C360 500 240 500 204 494Z', '#e8dccb'),
  line('M214 478C260 484 340 484 386 478', c.clay, 5),
  line('M236 352L222 418M364 352L378 418', c.clay, 4),
  oval(300, 378, 56, 14, c.sage),
  path('M270 376C270 340 330 340 330 376Z', c.clay),
  oval(300, 336, 12, 12, c.leaf),
];
