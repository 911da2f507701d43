import { describe, expect, it } from 'vitest';

import { createRegistry } from '.';

const definition = (kind: string) => ({ kind, label: kind.toUpperCase() });

describe('createRegistry', () => {
  it('finds definitions by kind and names those that exist when one does not', () => {
    const steps = createRegistry('flow step', [definition('wait'), definition('end')]);
    expect(steps.get('wait').label).toBe('WAIT');
    expect(steps.has('mail')).toBe(false);
    expect(() => steps.get('mail')).toThrow(
      'There is no flow step of the kind "mail". There are: wait, end.',
    );
  });

  it('refuses two of one kind', () => {
    expect(() => createRegistry('flow step', [definition('wait'), definition('wait')])).toThrow(
      'Two flow step',
    );
  });
});
