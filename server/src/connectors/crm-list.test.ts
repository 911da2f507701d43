import { describe, expect, it } from 'vitest';

import { CrmFault, type CrmFaultKind, type CrmListChanges } from '../../../plugin/src';
import type { OutboxEffect } from '../flows';
import type { Connection } from './connector-store';
import { createCrmList, type CrmPerson } from './crm-list';

const effect = (payload = {}): OutboxEffect => ({
  ...{ id: 'run:crm:1', kind: 'crm-list', profileId: 'p1', flowId: 'f1', runId: 'run', node: 'crm' },
  ...{ attempts: 1, createdAt: 0 },
  payload: { change: 'add', connection: 'c1', list: '7', purpose: 'marketing', ...payload },
});

describe('a CRM’s list', () => {
  const asked: string[] = [];
  const changes: CrmListChanges = {
    async contactOf(email) {
      asked.push(`contactOf ${email}`);
      return email === 'ada@example.com' ? '42' : undefined;
    },
    add: async (list, contact) => void asked.push(`add ${contact} to ${list}`),
    remove: async (list, contact) => void asked.push(`remove ${contact} from ${list}`),
  };
  const ada: CrmPerson = { id: 'p1', email: 'ada@example.com', externals: ['c9:1'] };
  const handler = (
    given: {
      person?: CrmPerson;
      connection?: Partial<Connection> | null;
      listChanges?: CrmListChanges | null;
      agreed?: boolean;
    } = {},
  ) => {
    asked.length = 0;
    const { person = ada, connection = {}, listChanges = changes, agreed = true } = given;
    return createCrmList({
      store: {
        find: async () => (connection === null ? undefined : ({ id: 'c1', ...connection } as Connection)),
      },
      kinds: { open: () => ({ ...(listChanges && { listChanges }) }) as never },
      personOf: async () => person,
      mayReach: async () => agreed,
    });
  };

  it('takes the contact that a sync has brought, else the one with the proven address', async () => {
    const known = handler({ person: { ...ada, externals: ['c9:1', 'c1:77'] } });
    expect(await known.deliver(effect())).toMatchObject({ outcome: 'sent' });
    expect(asked).toEqual(['add 77 to 7']);
    expect(await handler().deliver(effect({ change: 'remove' }))).toMatchObject({ outcome: 'sent' });
    expect(asked).toEqual(['contactOf ada@example.com', 'remove 42 from 7']);
    for (const email of [null, 'nobody@example.com']) {
      expect(await handler({ person: { ...ada, email } }).deliver(effect())).toEqual({
        outcome: 'failed',
        reason: 'the CRM does not know them',
      });
    }
  });

  it('needs a yes to put somebody in', async () => {
    const refused = handler({ agreed: false });
    expect(await refused.check({} as never, effect())).toEqual({ skip: 'no consent to marketing' });
    expect(await refused.check({} as never, effect({ purpose: null }))).toBe('go');
  });

  it('fails for good where the connection is gone or cannot do it, and waits while it is paused', async () => {
    expect(await handler({ connection: null }).deliver(effect())).toMatchObject({ outcome: 'failed' });
    expect(await handler({ listChanges: null }).deliver(effect())).toMatchObject({ outcome: 'failed' });
    expect(await handler({ connection: { paused: true } }).deliver(effect())).toMatchObject({
      outcome: 'retry',
    });
  });

  it.each<[CrmFaultKind, string, number | undefined]>([
    ['too-many', 'retry', 5_000],
    ['unavailable', 'retry', 5_000],
    ['refused', 'retry', 5_000],
    ['spent', 'retry', 6 * 3_600_000],
    ['gone', 'failed', undefined],
    ['unexpected', 'failed', undefined],
  ])('takes the fault %s for %s', async (kind, outcome, afterMs) => {
    const fails: CrmListChanges = {
      ...changes,
      add: () => Promise.reject(new CrmFault(kind, 'A sentence.', 5_000)),
    };
    const delivery = await handler({ listChanges: fails }).deliver(effect());
    expect(delivery).toEqual({ outcome, reason: `CRM: ${kind}`, ...(afterMs && { afterMs }) });
  });

  it('leaves what is no fault of the CRM to be thrown', async () => {
    const broken: CrmListChanges = { ...changes, add: () => Promise.reject(new TypeError('x')) };
    await expect(handler({ listChanges: broken }).deliver(effect())).rejects.toThrow(TypeError);
  });
});
