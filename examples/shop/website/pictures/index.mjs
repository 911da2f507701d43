import * as ceramics from './ceramics.mjs';
import * as kitchen from './kitchen.mjs';
import * as lighting from './lighting.mjs';
import { colour as c } from './palette.mjs';
import * as plants from './plants.mjs';
import { picture } from './draw.mjs';
import { scenes } from './scenes.mjs';
import * as textiles from './textiles.mjs';

const products = {
  'CER-001': [ceramics.vase, '#f3e3d8'],
  'CER-002': [ceramics.mug, '#e7ece4'],
  'CER-003': [ceramics.bowl, '#f5ecdc'],
  'CER-004': [ceramics.teapot, '#f3e3d8'],
  'CER-005': [ceramics.planter, '#e7ece4'],
  'LIG-001': [lighting.tableLamp, '#e9e2d4'],
  'LIG-002': [lighting.pendant, '#efe6d8'],
  'LIG-003': [lighting.floorLamp, '#e3e8e6'],
  'LIG-004': [lighting.candles, '#efe4dc'],
  'LIG-005': [lighting.lantern, '#e3e8e6'],
  'TEX-001': [textiles.cushion, '#f5efe6'],
  'TEX-002': [textiles.throwBlanket, '#e6e0d6'],
  'TEX-003': [textiles.towels, '#f1e5dc'],
  'TEX-004': [textiles.rug, '#e3e8e6'],
  'TEX-005': [textiles.runner, '#eee8dc'],
  'PLA-001': [plants.monstera, '#f3e3d8'],
  'PLA-002': [plants.snakePlant, '#f5ecdc'],
  'PLA-003': [plants.oliveTree, '#f2e9dc'],
  'PLA-004': [plants.cacti, '#e3e8e6'],
  'PLA-005': [plants.pothos, '#f5efe6'],
  'KIT-001': [kitchen.board, '#e7ece4'],
  'KIT-002': [kitchen.kettle, '#f1ebe0'],
  'KIT-003': [kitchen.jars, '#f3e3d8'],
  'KIT-004': [kitchen.pepperMill, '#f5ecdc'],
  'KIT-005': [kitchen.pan, '#e9e2d4'],
};

const drawn = new Map([
  ...Object.entries(products).map(([sku, [draw, ground]]) => [sku, picture(draw(), ground)]),
  ...Object.entries(scenes).map(([name, draw]) => [name, draw()]),
  ['missing', picture([], c.sand)],
]);

/** The SVG of a product or a scene by its name, drawn once; undefined for a name nobody drew. */
export const pictureOf = (name) => drawn.get(name);
