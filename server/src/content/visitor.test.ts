import { describe, expect, it } from 'vitest';

import type { Log } from '../ports';
import { createViews, type Asked } from './visitor';
import type { Found, VisitorPorts } from './visitor-ports';

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };
const NOW = 1_000;
const person: Found = {
  profileId: 'p',
  isSomebody: false,
  consent: {},
  timezone: null,
  dueAt: undefined,
  memberships: [],
};
const asked: Asked = {
  claim: { anonymousId: 'a', proven: false },
  signals: { gpc: false, dnt: false },
  at: NOW,
  visit: () => ({ told: {}, geo: undefined }),
};

const visitOf = (ports: Partial<VisitorPorts>, request: Partial<Asked> = {}) => {
  const visitors: VisitorPorts = {
    find: async () => person,
    freshen: async () => {},
    traitsOf: async () => ({}),
    decide: async () => ({ standing: new Map([['vip', true]]), until: null }),
    basis: () => undefined,
    ...ports,
  };
  const policy = { unasked: { analytics: 'granted', personalisation: 'granted' }, honorGpc: true } as const;
  return createViews({ visitors, policy, log: quiet })({ ...asked, ...request });
};

describe('what was judged of a visitor', () => {
  it.each<[string, Partial<VisitorPorts>, number]>([
    ['for good where only facts decide', {}, Infinity],
    ['until the clock changes it', { decide: async () => ({ standing: new Map(), until: 1_500 }) }, 1_500],
    ['until they are due', { find: async () => ({ ...person, dueAt: 1_200 }) }, 1_200],
    [
      'for this request alone where it was asked about',
      { decide: async (_of, context) => (context(), { standing: new Map(), until: null }) },
      -Infinity,
    ],
    ['for this request alone where it failed', { find: () => Promise.reject(new Error('gone')) }, -Infinity],
    ['no longer once they were due', { find: async () => ({ ...person, dueAt: 900 }) }, 900],
  ])('holds %s', async (_what, ports, until) => {
    const visit = visitOf(ports);
    await visit.segments();
    expect(visit.holdsUntil()).toBe(until);
  });
});
