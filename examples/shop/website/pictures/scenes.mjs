import * as ceramics from './ceramics.mjs';
import { box, disc, group, oval, path, picture } from './draw.mjs';
import * as kitchen from './kitchen.mjs';
import * as lighting from './lighting.mjs';
import { colour as c } from './palette.mjs';
import * as plants from './plants.mjs';
import * as textiles from './textiles.mjs';

const SIZE = { width: 1200, height: 900 };

/** Puts a drawing with its foot at (x, y), scaled. */
const place = (draw, x, y, scale) =>
  group(draw(), `translate(${x - 300 * scale} ${y - 500 * scale}) scale(${scale})`);

const sideboard = (y, top, body) => [
  box(60, y, 1080, 24, top, 6),
  box(84, y + 24, 1032, 200, body, 4),
  box(108, y + 48, 316, 152, top, 4),
  box(442, y + 48, 316, 152, top, 4),
  box(776, y + 48, 316, 152, top, 4),
  disc(402, y + 124, 9, body),
  disc(600, y + 124, 9, body),
  disc(798, y + 124, 9, body),
];

export const scenes = {
  morning: () =>
    picture(
      [
        disc(880, 300, 210, '#f7dfae'),
        path('M-20 900C60 560 330 430 620 470C840 492 1000 440 1200 466L1200 900Z', '#e8d9c5', {
          opacity: 0.6,
        }),
        ...sideboard(650, c.oak, c.oakDark),
        place(plants.oliveTree, 230, 650, 1.1),
        place(ceramics.vase, 500, 650, 0.92),
        place(ceramics.teapot, 740, 650, 0.62),
        place(ceramics.mug, 915, 650, 0.42),
        place(lighting.candles, 1050, 650, 0.34),
      ],
      '#f6e9da',
      SIZE,
    ),
  evening: () =>
    picture(
      [
        oval(380, 393, 330, 330, '#f0c672', { opacity: 0.16 }),
        oval(380, 393, 275, 275, '#f0c672', { opacity: 0.16 }),
        box(800, 120, 260, 330, '#31414f', 6),
        disc(990, 200, 34, '#f4e6c2'),
        box(926, 120, 8, 330, '#4a5a67'),
        box(800, 280, 260, 8, '#4a5a67'),
        ...sideboard(650, c.walnut, '#553823'),
        place(lighting.tableLamp, 380, 650, 1.06),
        place(ceramics.vase, 640, 650, 0.72),
        place(lighting.lantern, 830, 650, 0.68),
        place(kitchen.kettle, 1020, 650, 0.5),
        place(plants.snakePlant, 150, 650, 0.78),
      ],
      '#2b3844',
      SIZE,
    ),
  partners: () =>
    picture(
      [
        box(0, 690, 1200, 210, '#d9c6ab'),
        box(120, 470, 300, 220, '#c79a66', 6),
        box(420, 530, 230, 160, '#b9895a', 6),
        box(170, 300, 220, 170, '#d2a873', 6),
        box(258, 470, 24, 90, '#e7cfa9'),
        box(268, 300, 24, 70, '#e7cfa9'),
        box(522, 530, 24, 66, '#e7cfa9'),
        place(kitchen.jars, 540, 530, 0.5),
        place(textiles.throwBlanket, 820, 690, 0.7),
        place(ceramics.planter, 1050, 690, 0.62),
        place(ceramics.bowl, 280, 300, 0.34),
      ],
      '#e6ece6',
      SIZE,
    ),
};
