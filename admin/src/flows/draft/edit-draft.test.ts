import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { flowSteps } from '../../../../plugin/src';
import type { FlowDefinition } from '../../../../plugin/src/flows/flow';
import type { FieldSchema } from '../forms/schema/schema-field';
import { blankOptions } from './blank-options';
import { connect, freshName, insertStep, moveStep, newStep, removeStep, setStep } from './edit-draft';
import { unreached, waysOf, withWay } from './ways';

const draft: FlowDefinition = {
  trigger: { kind: 'event', name: 'Product Added', key: 'cart_id' },
  start: 'wait',
  steps: {
    wait: { kind: 'wait', for: '1h', next: 'fork' },
    fork: { kind: 'branch', ways: [{ when: { all: [] }, next: 'mail' }], otherwise: 'end' },
    mail: { kind: 'send-email', template: 'cart', next: 'end' },
    end: { kind: 'end' },
  },
};

describe('ways', () => {
  it('are read from every kind of step', () => {
    expect(waysOf(draft.steps.fork ?? { kind: '' })).toEqual([
      { slot: 'ways.0', to: 'mail' },
      { slot: 'otherwise', to: 'end' },
    ]);
    expect(waysOf({ kind: 'wait-for-event', then: 'a', otherwise: 'b' }).map(({ to }) => to)).toEqual([
      'a',
      'b',
    ]);
    expect(waysOf({ kind: 'end' })).toEqual([]);
  });

  it('can lead elsewhere', () => {
    expect(waysOf(withWay(draft.steps.fork ?? { kind: '' }, 'ways.0', 'end'))[0]?.to).toBe('end');
  });

  it('leave nothing behind unseen', () => {
    expect(unreached(draft)).toEqual([]);
    expect(unreached(connect(draft, { from: 'wait', slot: 'next' }, 'end'))).toEqual(['fork', 'mail']);
  });
});

describe('a draft', () => {
  it('takes a step on an edge, and before the first', () => {
    const between = insertStep(draft, { from: 'fork', slot: 'ways.0' }, 'wait');
    expect(between.steps['wait-2']).toEqual({ kind: 'wait', for: '1h', next: 'mail' });
    expect(waysOf(between.steps.fork ?? { kind: '' })[0]?.to).toBe('wait-2');
    const first = insertStep(draft, { from: null, slot: 'start' }, 'send-email');
    expect(first.start).toBe('send-email');
    expect(first.steps['send-email']).toMatchObject({ next: 'wait' });
  });

  it('draws by the person in a new step of chance', () => {
    const schema = (kind: string) =>
      z.toJSONSchema(flowSteps().get(kind).options, { io: 'input' }) as FieldSchema;
    expect(blankOptions(schema('holdout'), 'end')).toEqual({ share: 10, by: 'person', next: 'end' });
    expect(blankOptions(schema('split'), 'end')).toMatchObject({
      by: 'person',
      ways: [{ share: 50 }, { share: 50 }],
    });
  });

  it('closes the gap when a step is taken out', () => {
    const without = removeStep(draft, 'wait');
    expect(without.start).toBe('fork');
    expect(removeStep(draft, 'mail').steps.fork).toMatchObject({ ways: [{ next: 'end' }], otherwise: 'end' });
    expect(removeStep(draft, 'end')).toBe(draft);
  });

  it('changes a step and finds free names', () => {
    expect(setStep(draft, 'wait', { kind: 'wait', for: '2h', next: 'fork' }).steps.wait).toMatchObject({
      for: '2h',
    });
    expect(freshName(draft.steps, 'branch')).toBe('branch');
    expect(freshName({ ...draft.steps, 'wait-2': { kind: 'wait' } }, 'wait')).toBe('wait-3');
  });

  it('has a step carried to another way, and closes the gap', () => {
    const moved = moveStep(draft, 'mail', { from: null, slot: 'start' });
    expect(moved.start).toBe('mail');
    expect(moved.steps.mail).toMatchObject({ next: 'wait' });
    expect(moved.steps.fork).toMatchObject({ ways: [{ next: 'end' }], otherwise: 'end' });
    expect(moveStep(draft, 'mail', { from: 'fork', slot: 'ways.0' })).toBe(draft);
    expect(moveStep(draft, 'mail', { from: 'mail', slot: 'next' })).toBe(draft);
    expect(moveStep(draft, 'end', { from: 'wait', slot: 'next' })).toBe(draft);
  });

  it('makes a step of any kind from its schema', () => {
    const way = {
      type: 'object',
      required: ['share', 'next'],
      properties: { share: { type: 'number' }, next: {} },
    };
    const schema = {
      type: 'object',
      required: ['ways', 'mode'],
      properties: { ways: { type: 'array', minItems: 2, items: way }, mode: { enum: ['a', 'b'] }, note: {} },
    };
    expect(newStep('split', 'end', schema)).toEqual({
      kind: 'split',
      mode: 'a',
      ways: [
        { share: 0, next: 'end' },
        { share: 0, next: 'end' },
      ],
    });
    expect(newStep('other', 'end')).toEqual({ kind: 'other', next: 'end' });
  });
});
