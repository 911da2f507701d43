import { describe, expect, it } from 'vitest';

import { doStep, historyOf, redo, undo } from './history';

describe('what can be undone', () => {
  it('goes back and forth', () => {
    const history = doStep(doStep(historyOf({ value: '' }), { value: 'A' }), { value: 'AT' });
    const back = undo(history);
    expect(back.present).toEqual({ value: 'A' });
    expect(redo(back).present).toEqual({ value: 'AT' });
  });

  it('takes a step that changes nothing for none, and keeps what was undone', () => {
    const back = undo(doStep(historyOf({ value: 'A' }), { value: 'AT' }));
    const left = doStep(back, { value: 'A' });
    expect(left.past).toHaveLength(0);
    expect(redo(left).present).toEqual({ value: 'AT' });
  });
});
