import { AUDIENCE_FIELD } from '../../plugin/src';
import {
  createCompiler,
  createJudge,
  createMergeTags,
  createNotes,
  createShapes,
  type Model,
} from '../../server/src/content';
import { cutPage } from '../../server/src/content/page';

/** Microseconds to decide and join a page of so many variants. */
export const decideVariants = async (variants: number): Promise<number> => {
  const audience = { type: 'json', customField: AUDIENCE_FIELD };
  const models = [
    { uid: 'blocks.hero', modelType: 'component', attributes: { title: { type: 'string' }, audience } },
    { uid: 'page', attributes: { blocks: { type: 'dynamiczone', components: ['blocks.hero'] } } },
  ] as Model[];
  const shapes = createShapes((uid) => models.find((model) => model.uid === uid));
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const judge = createJudge({ audiences: { load: async () => new Map() }, log });
  const notes = createNotes();
  const blocks = Array.from({ length: variants }, (_, index) => {
    const segments = [`s${index}`, `s${(index * 7) % 50}`];
    const show = index % 2 === 0 ? 'only' : 'except';
    notes.note(`blocks.hero:${index}`, {
      key: `k${index}`,
      show,
      segments,
      slot: `slot ${index % 10}`,
    });
    return { __component: 'blocks.hero', id: index, title: 'Some words about it. '.repeat(10) };
  });
  const body = { data: { blocks }, meta: {} };
  notes.tag(body.data, 'page');
  const experiences = async () => () => null;
  const compile = createCompiler({
    shapes,
    judge,
    experiences,
    variants: { options: async () => () => [] },
    tags: createMergeTags([]),
    newId: () => 'mark',
  });
  const page = await compile(body, notes);
  if (!page) throw new Error('This makes a page.');
  const looks = Array.from({ length: 50 }, (_, group) => ({
    standing: new Map(Array.from({ length: 50 }, (_each, index) => [`s${index}`, index % 9 === group % 9])),
    now: Date.now(),
  }));
  const times = 20_000;
  for (let index = 0; index < times; index += 1) cutPage(page, looks[index % 50]!);
  const begun = performance.now();
  for (let index = 0; index < times; index += 1) cutPage(page, looks[index % 50]!);
  return ((performance.now() - begun) / times) * 1_000;
};
