import { describe, expect, it } from 'vitest';

import { DEFAULT_SCORING } from '../../../plugin/src';
import { createScoringSettings } from './scoring';
import { createSensitive } from './sensitive';
import type { SettingsStore } from './settings-store';

const memory = (): SettingsStore => {
  const values = new Map<string, unknown>();
  return {
    listKeys: async () => [],
    insertKey: async () => undefined,
    deleteKey: async () => undefined,
    get: async (key) => values.get(key),
    set: async (key, value) => void values.set(key, value),
  };
};

describe('what is set of scores and sensitive traits', () => {
  it('is known to another process in a while', async () => {
    const store = memory();
    let now = 0;
    const here = createSensitive(store, () => now);
    const there = createSensitive(store, () => now);
    expect(await there.read()).toEqual([]);
    expect(await here.save(['iban', 'birthday', 'iban'])).toEqual(['birthday', 'iban']);
    expect(await here.read()).toEqual(['birthday', 'iban']);
    now = 5_000;
    expect(await there.read()).toEqual(['birthday', 'iban']);
  });

  it('weighs anew once it is saved', async () => {
    const store = memory();
    const [here, there] = [createScoringSettings(store), createScoringSettings(store)];
    expect(await there.reload()).toBe(false);
    const other = { ...DEFAULT_SCORING, rfm: { event: 'Paid', amount: ['sum'] } };
    await here.save(other);
    expect(here.current()).toEqual(other);
    expect(there.current()).toEqual(DEFAULT_SCORING);
    expect([await there.reload(), await there.reload()]).toEqual([true, false]);
    expect(there.current()).toEqual(other);
    const before = there.current();
    await there.reload();
    expect(there.current()).toBe(before);
  });
});
