import { describe, expect, it } from 'vitest';

import { doStep, historyOf, redo, undo } from './history';

describe('what can be undone', () => {
  it('goes back and forth', () => {
    const history = doStep(doStep(historyOf({ value: '' }), { value: 'A' }), { value: 'DE' });
    const back = undo(history);
    expect(back.present).toEqual({ value: 'A' });
    expect(redo(back).present).toEqual({ value: 'DE' });
  });

  it('takes a step that changes nothing for none, and keeps what was undone', () => {
    const back = undo(doStep(historyOf({ value: 'A' }), { value: 'AT' }));
    const left = doStep(back, { value: 'A' });
    expect(left.past).toHaveLength(0);
    expect(redo(left).present).toEqual({ value: 'AT' });
  });

  it('takes what is typed into one field for one step', () => {
    const typed = ['V', 'Vi', 'Vie', 'Viee', 'Vie', 'Vien', 'Vienn', 'Vienna'];
    const history = typed.reduce(
      (so, city) => doStep(so, { city, days: 7 }),
      historyOf({ city: '', days: 7 }),
    );
    expect(history.past).toEqual([{ city: '', days: 7 }]);
    const further = [3, 30].reduce((so, days) => doStep(so, { city: 'Vienna', days }), history);
    expect(undo(further).present).toEqual({ city: 'Vienna', days: 7 });
    expect(undo(undo(further)).present).toEqual({ city: '', days: 7 });
  });

  it('begins a new step after an undo, and where another value is chosen', () => {
    const start = doStep(historyOf({ city: '' }), { city: 'V' });
    expect(doStep(undo(start), { city: 'W' }).past).toHaveLength(1);
    expect(doStep(start, { city: 'Graz' }).past).toHaveLength(2);
  });
});
