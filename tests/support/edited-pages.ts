import { AUDIENCE_FIELD } from '../../plugin/src';
import type { Model } from '../../server/src/content/shape';

const audience = { type: 'json', customField: AUDIENCE_FIELD };
/** Blocks in blocks: a hero holds cards and rows, a row cards; heroes and cards have audiences. */
export const nestedModels: readonly Model[] = [
  {
    uid: 'parts.card',
    modelType: 'component',
    attributes: { text: { type: 'string' }, audience },
  },
  {
    uid: 'parts.row',
    modelType: 'component',
    attributes: { text: { type: 'string' }, cards: { type: 'component', component: 'parts.card' } },
  },
  {
    uid: 'blocks.hero',
    modelType: 'component',
    attributes: {
      text: { type: 'string' },
      cards: { type: 'component', component: 'parts.card' },
      rows: { type: 'component', component: 'parts.row' },
      picture: { type: 'media' },
      audience,
    },
  },
  {
    uid: 'api::page.page',
    modelType: 'contentType',
    attributes: {
      blocks: { type: 'dynamiczone', components: ['blocks.hero', 'parts.row'] },
      sections: { type: 'component', component: 'blocks.hero' },
    },
  },
];
export const vip = { key: 'v', show: 'only', segments: ['vip'] };
export const gold = { key: 'g', show: 'only', segments: ['gold'] };

/** A block, by an identity that nothing in the write tells. */
export interface Node {
  readonly origin: Node | undefined;
  readonly kind: 'hero' | 'row' | 'card';
  readonly id: number;
  readonly isFor: object | null;
  text: string;
  readonly inner: Record<string, Node[]>;
}
const HOLDS: Readonly<Record<string, readonly (readonly [string, Node['kind']])[]>> = {
  page: [
    ['blocks', 'hero'],
    ['blocks', 'row'],
    ['sections', 'hero'],
  ],
  hero: [
    ['cards', 'card'],
    ['rows', 'row'],
  ],
  row: [['cards', 'card']],
  card: [],
};

export type Draw = (below: number) => number;

const places = (page: Node['inner'], kind: Node['kind']): Node[][] => {
  const of = (inner: Node['inner'], holds: string): Node[][] => [
    ...HOLDS[holds]!.filter(([, fits]) => fits === kind).map(([name]) => (inner[name] ??= [])),
    ...Object.values(inner).flatMap((nodes) => nodes.flatMap((node) => of(node.inner, node.kind))),
  ];
  return [...new Set(of(page, 'page'))];
};

/** Everything as JSON would carry it, and which node each object stands for. */
export const printed = (
  page: Node['inner'],
  known: Map<string, Node>,
  whole: (node: Node) => object,
): object => {
  const list = (nodes: Node[], name: string): object[] =>
    nodes.map((node) => {
      known.set(node.text, node);
      return {
        ...(name === 'blocks' && { __component: node.kind === 'hero' ? 'blocks.hero' : 'parts.row' }),
        text: node.text,
        ...whole(node),
        ...inside(node.inner),
      };
    });
  const inside = (inner: Node['inner']): object =>
    Object.fromEntries(Object.entries(inner).map(([name, nodes]) => [name, list(nodes, name)]));
  return { blocks: [], sections: [], ...inside(page) };
};

export const everyBlock = (value: unknown): Readonly<Record<string, unknown>>[] =>
  Array.isArray(value)
    ? value.flatMap(everyBlock)
    : typeof value === 'object' && value !== null
      ? [
          ...('text' in value ? [value as Readonly<Record<string, unknown>>] : []),
          ...Object.entries(value).flatMap(([name, each]) => (name === 'audience' ? [] : everyBlock(each))),
        ]
      : [];

const AUDIENCES = [null, null, vip, gold];
export const EDITS = ['delete', 'add', 'move', 'change'] as const;

/** A page by chance, and what somebody makes of it by chance. */
export const edited = (draw: Draw, edits: readonly (typeof EDITS)[number][]) => {
  let made = 0;
  const create = (kind: Node['kind'], isFor: object | null = null): Node => {
    made += 1;
    return { origin: undefined, kind, id: made, isFor, text: `text ${made}`, inner: {} };
  };
  const chosen = (kinds: readonly Node['kind'][]) => kinds[draw(kinds.length)]!;
  const put = (page: Node['inner'], node: Node) => {
    const at = places(page, node.kind);
    const list = at[draw(at.length)];
    list?.splice(draw(list.length + 1), 0, node);
  };
  const before: Node['inner'] = {};
  for (let count = 2 + draw(6); count > 0; count -= 1) {
    const kind = chosen(['hero', 'row', 'card', 'card']);
    put(before, create(kind, kind === 'row' ? null : AUDIENCES[draw(AUDIENCES.length)]!));
  }
  const copied = (inner: Node['inner']): Node['inner'] =>
    Object.fromEntries(
      Object.entries(inner).map(([name, nodes]) => [
        name,
        nodes.map((node) => ({ ...node, origin: node, inner: copied(node.inner) })),
      ]),
    );
  const after = copied(before);
  const some = (): [Node[], number] | undefined => {
    const lists = places(after, chosen(['hero', 'row', 'card', 'card'])).filter(({ length }) => length > 0);
    const list = lists[draw(lists.length)];
    return list && [list, draw(list.length)];
  };
  for (let count = 1 + draw(6); count > 0; count -= 1) {
    const edit = edits[draw(edits.length)]!;
    const found = some();
    if (edit === 'add') put(after, create(chosen(['hero', 'card', 'card'])));
    else if (found) {
      const [list, index] = found;
      const node = list[index]!;
      if (edit === 'change') node.text = `changed ${(made += 1)}`;
      else list.splice(index, 1);
      if (edit === 'move') put(after, node);
    }
  }
  return { before, after };
};
