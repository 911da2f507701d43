import { describe, expect, it } from 'vitest';

import { describeFlow, flowDefinitionSchema, flowSteps } from '../../../../plugin/src';
import { messageDraft, type Message } from './message-draft';

const told = (when: Message['when'], review = false) => {
  const draft = messageDraft({ when, segment: 'vip', template: 'news', review });
  const steps = flowSteps();
  return {
    draft: flowDefinitionSchema(steps).parse(draft),
    words: JSON.stringify(describeFlow(draft, steps)),
  };
};

describe('a message to a segment', () => {
  it('is a flow that reaches each of them once, when it is published or at a moment', () => {
    expect(told({ timezone: 'Europe/Vienna' }).words).toContain('once, when this is published');
    expect(told({ timezone: 'Europe/Vienna', at: '2026-12-01T09:00' }, true).words).toContain(
      'once, at 2026-12-01 09:00 in Europe/Vienna',
    );
    expect(told({ timezone: 'Europe/Vienna' }).draft.reentry).toBe('once');
  });
  it('comes again where it is said again and again', () => {
    expect(told({ timezone: 'Europe/Vienna', cron: '0 9 * * 1' }).draft.reentry).toBeUndefined();
  });
});
