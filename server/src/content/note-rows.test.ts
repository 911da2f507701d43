import { describe, expect, it } from 'vitest';

import { AUDIENCE_FIELD, EXPERIENCE_FIELD } from '../../../plugin/src';
import { noteRows } from './note-rows';
import { createNotes } from './notes';
import { createShapes, type Model } from './shape';

const models = new Map(
  (
    [
      {
        uid: 'blocks.hero',
        modelType: 'component',
        attributes: {
          title: { type: 'string' },
          settings: { type: 'json' },
          inner: { type: 'component', component: 'blocks.hero' },
          audience: { type: 'json', customField: AUDIENCE_FIELD },
        },
      },
      {
        uid: 'api::page.page',
        modelType: 'contentType',
        attributes: {
          blocks: { type: 'dynamiczone', components: ['blocks.hero'] },
          related: { type: 'relation', target: 'api::page.page' },
          owner: { type: 'relation' },
          experience: { type: 'json', customField: EXPERIENCE_FIELD },
        },
      },
    ] as Model[]
  ).map((model) => [model.uid, model]),
);
const shapes = createShapes((uid) => models.get(uid));

const noted = (rows: unknown) => {
  const notes = createNotes();
  noteRows(rows, 'api::page.page', shapes, notes);
  return notes;
};

describe('what was read from the database', () => {
  it('is noted with whom it is for, blocks in blocks and entries behind relations too', () => {
    const inner = { id: 2, audience: { show: 'except' } };
    const behind = { __type: 'api::page.page', id: 8, documentId: 'b', experience: { variants: [] } };
    const notes = noted([
      {
        id: 7,
        documentId: 'a',
        experience: null,
        blocks: [{ __component: 'blocks.hero', id: 1, audience: { show: 'only' }, inner }],
        related: [
          { id: 9, documentId: 'c', blocks: [{ __component: 'blocks.hero', id: 3, audience: null }] },
        ],
        owner: behind,
      },
    ]);
    expect([...notes.kept().audiences]).toEqual([
      ['api::page.page:7', null],
      ['blocks.hero:1', { show: 'only' }],
      ['blocks.hero:2', { show: 'except' }],
      ['blocks.hero:3', null],
      ['api::page.page:8', { variants: [] }],
    ]);
    expect(notes.uidOf(inner)).toBe('blocks.hero');
    expect(['a', 'b', 'c'].map((documentId) => notes.uidOf({ documentId }))).toEqual(
      Array.from({ length: 3 }, () => 'api::page.page'),
    );
  });

  it('says nothing of a block whose audience, or whose id, was not read', () => {
    const notes = noted({
      documentId: 'a',
      blocks: [
        {
          __component: 'blocks.hero',
          id: 1,
          settings: { __component: 'blocks.hero', id: 4, audience: null },
        },
        { __component: 'blocks.hero', audience: null },
        { __component: 'blocks.gone', id: 2, audience: null },
      ],
    });
    expect([...notes.kept().audiences]).toEqual([]);
  });
});
