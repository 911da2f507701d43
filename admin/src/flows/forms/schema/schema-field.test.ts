import { z } from 'zod';
import { describe, expect, it } from 'vitest';

import { flowRulesSchema, flowSteps, flowTriggers } from '../../../../../plugin/src';
import { choicesOf, fieldKind, hintOf, INPUTS, labelOf, withOption, type FieldSchema } from './schema-field';

const schemaOf = (options: unknown): FieldSchema =>
  z.toJSONSchema(options as z.ZodType, { unrepresentable: 'any' }) as FieldSchema;
const kindsIn = (options: unknown) =>
  Object.fromEntries(
    Object.entries(schemaOf(options).properties ?? {}).map(([name, field]) => [name, fieldKind(name, field)]),
  );

describe('a form drawn from a schema', () => {
  it('finds a field for each option of each kind of step and trigger', () => {
    for (const { kind, options } of [...flowSteps().all(), ...flowTriggers.all()]) {
      const schema = schemaOf(options);
      for (const [name, field] of Object.entries(schema.properties ?? {})) {
        const conditions = kind === 'branch';
        expect([conditions, fieldKind(name, field) === 'json'], `${kind}.${name}`).not.toEqual([false, true]);
        expect(labelOf(name, field)).not.toBe('');
      }
    }
  });

  it('takes each option as what it is', () => {
    const steps = flowSteps();
    expect(kindsIn(steps.get('wait-until').options)).toEqual({
      ...{ at: 'time', to: 'time', weekdays: 'choices', date: 'group', zone: 'zone' },
      ...{ next: 'step', otherwise: 'step' },
    });
    expect(kindsIn(steps.get('split').options)).toEqual({ ways: 'rows', by: 'choice' });
    expect(kindsIn(steps.get('webhook').options)).toEqual({
      ...{ url: 'text', email: 'choice', traits: 'texts', purpose: 'choice', expires: 'duration' },
      ...{ next: 'step', failed: 'step' },
    });
    expect(kindsIn(flowTriggers.get('entry').options)).toEqual({
      ...{ type: 'content-type', on: 'choice', field: 'path', move: 'choice', where: 'where' },
      ...{ segment: 'segment', viewedWithin: 'duration' },
    });
    expect(kindsIn(flowTriggers.get('date').options)).toEqual({
      ...{ field: 'path', event: 'group', shift: 'duration', direction: 'choice' },
      ...{ at: 'time', yearly: 'switch', zone: 'zone' },
    });
    expect(kindsIn(steps.get('holdout').options)).toEqual({ share: 'number', by: 'choice', next: 'step' });
    const { purpose } = schemaOf(steps.get('webhook').options).properties!;
    expect(choicesOf(purpose!)).toContain('service');
  });

  it('calls each choice by a word', () => {
    const bare = (schema: FieldSchema): readonly string[] => [
      ...(choicesOf(schema) ?? []).filter((each) => schema.words?.[each] === undefined),
      ...Object.values(schema.properties ?? {}).flatMap(bare),
      ...(schema.items ? bare(schema.items) : []),
    ];
    // The conditions of a branch have a form of their own.
    const drawn = [...flowSteps().all(), ...flowTriggers.all()].filter(({ kind }) => kind !== 'branch');
    const schemas = [...drawn.map(({ options }) => options), flowRulesSchema].map(schemaOf);
    expect(schemas.flatMap(bare)).toEqual([]);
  });

  it('knows what each text stands for that says so', () => {
    const inputsOf = ({ input, properties = {}, items }: FieldSchema): readonly string[] => [
      ...(input === undefined ? [] : [input]),
      ...Object.values(properties).flatMap(inputsOf),
      ...(items ? inputsOf(items) : []),
    ];
    const said = [...flowSteps().all(), ...flowTriggers.all()].flatMap(({ options }) =>
      inputsOf(schemaOf(options)),
    );
    expect([...new Set(said)].sort()).toEqual([...INPUTS].sort());
  });

  it('calls a field by its title, and says the rest below it', () => {
    const { key } = schemaOf(flowTriggers.get('event').options).properties!;
    expect([labelOf('key', key!), hintOf(key!)]).toEqual([
      'Once for each',
      'A property of the event, such as cart_id. Empty: once for each person.',
    ]);
    expect(hintOf({ description: 'Then' })).toBeUndefined();
  });

  it('leaves out what was emptied', () => {
    expect(withOption({ kind: 'x', at: '09:00' }, 'at', '')).toEqual({ kind: 'x' });
    expect(withOption({ kind: 'x' }, 'days', [])).toEqual({ kind: 'x' });
    expect(withOption({ kind: 'x' }, 'share', 0)).toEqual({ kind: 'x', share: 0 });
  });
});
