import { describe, expect, it } from 'vitest';

import { createRecall, type Asker } from './recall';

const view = (text: string) => ({ body: Buffer.from(text), etag: text, isTagged: false });
const asker = (more: Partial<Asker> = {}): Asker => ({ name: 'a', basis: FIRST, at: 10, ...more });
const FIRST = {};
const SECOND = {};
const always = () => true;

describe('what an asker was given', () => {
  it('holds no view that is kept nowhere else: nobody would count its bytes', () => {
    const recall = createRecall();
    recall.remember(asker(), { body: 'for one answer', etag: 'a', isTagged: false }, 20, always);
    expect(recall.find(asker())).toBeUndefined();
    recall.remember(asker(), view('kept'), 20, always);
    expect(recall.find(asker())?.etag).toBe('kept');
  });

  it('is given again until it ends, or what it rests on changes', () => {
    const recall = createRecall();
    expect(recall.find(asker())).toBeUndefined();
    recall.remember(asker(), view('a'), 20, always);
    expect(recall.find(asker({ at: 19 }))?.etag).toBe('a');
    expect(recall.find(asker({ at: 20 }))).toBeUndefined();
    expect(recall.find(asker({ basis: SECOND }))).toBeUndefined();
    expect(recall.find(asker({ name: 'b' }))).toBeUndefined();
  });

  it('gives way to what was judged later', () => {
    const recall = createRecall();
    recall.remember(asker(), view('before'), 20, always);
    recall.remember(asker({ basis: SECOND }), view('after'), 20, always);
    expect(recall.find(asker())).toBeUndefined();
    expect(recall.find(asker({ basis: SECOND }))?.etag).toBe('after');
  });

  it('is remembered for as many as there is room for, each paid for once', () => {
    const recall = createRecall();
    let room = 400;
    const grow = (bytes: number) => bytes <= room && (room -= bytes) >= 0;
    for (const name of ['a', 'b', 'a', 'c', 'd']) recall.remember(asker({ name }), view(name), 20, grow);
    const kept = ['a', 'b', 'c', 'd'].filter((name) => recall.find(asker({ name })));
    expect(kept).toEqual(['a', 'b']);
  });
});
