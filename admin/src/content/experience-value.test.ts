import { describe, expect, it } from 'vitest';

import {
  blocksOfText,
  moved,
  textOfBlocks,
  variantsOf,
  varying,
  withCopy,
  withField,
  withNew,
  without,
  withoutField,
} from './experience-value';

const keys = (variants: readonly { key: string }[]) => variants.map(({ key }) => key).join('');
const abc = ['a', 'b', 'c'].reduce(withNew, [] as ReturnType<typeof withNew>);

describe('the variants in the form', () => {
  it('are added for nobody, copied, moved and taken out', () => {
    expect(abc[0]?.audience).toMatchObject({ show: 'only', segments: [] });
    expect(keys(withCopy(abc, 1, 'x'))).toBe('abxc');
    expect(keys(without(abc, 1))).toBe('ac');
    expect(keys(moved(abc, 0, 2))).toBe('bca');
    expect(keys(moved(abc, 2, 0))).toBe('cab');
    expect(moved(abc, 0, -1)).toBe(abc);
    expect(moved(abc, 2, 3)).toBe(abc);
  });

  it('take values of their own and give them back', () => {
    const varied = withField(abc, 1, 'title', 'B');
    expect(varied.map(({ overrides }) => overrides)).toEqual([{}, { title: 'B' }, {}]);
    expect(withoutField(varied, 1, 'title')).toEqual(abc);
  });

  it('are read from the form, or known to be unreadable', () => {
    expect(variantsOf(null)).toEqual([]);
    expect(variantsOf({ variants: 7 })).toBeUndefined();
    expect(variantsOf({ variants: abc })?.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
  });

  it('may vary in what the content type allows', () => {
    const attributes = { title: { type: 'string' }, slug: { type: 'uid' }, cover: { type: 'media' } };
    expect(varying(attributes).map(([name]) => name)).toEqual(['title', 'cover']);
  });

  it('hold text blocks as lines', () => {
    expect(textOfBlocks(blocksOfText('one\ntwo'))).toBe('one\ntwo');
    expect(
      textOfBlocks([{ type: 'list', children: [{ type: 'list-item', children: [{ text: 'x' }] }] }]),
    ).toBe('x');
    expect(textOfBlocks(undefined)).toBe('');
  });
});
