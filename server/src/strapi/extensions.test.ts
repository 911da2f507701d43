import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { defineFlowStep } from '../../../plugin/src';
import { parseConfig } from './config';
import { extensionsAt } from './extensions';

const beep = defineFlowStep({
  kind: 'beep',
  label: 'Beep',
  options: z.strictObject({ next: z.string() }),
  behaviour: {
    kind: 'beep',
    waits: false,
    enter: ({ options }) => ({ move: 'go', to: options.next, detail: 'beeped' }),
    ways: ({ next }) => [{ label: 'then', to: next }],
    describe: () => 'beep',
  },
});

describe('extensions', () => {
  it('reach the point they were defined for, and no other', () => {
    const { extensions } = parseConfig({ extensions: [beep] });
    expect(extensionsAt(extensions, 'flow-step').map(({ kind }) => kind)).toEqual(['beep']);
    expect(extensionsAt(extensions, 'crm-connector')).toEqual([]);
  });

  it('are refused at boot when they were not defined as such', () => {
    expect(() => parseConfig({ extensions: [{ kind: 'beep', label: 'Beep' }] })).toThrow(
      'extensions.0: must be made with defineConditionKind',
    );
  });
});
