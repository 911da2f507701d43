import { Readable } from 'node:stream';

import { beforeEach, describe, expect, it } from 'vitest';

import { createMemoryProfiles } from '../../profiles/profile-store.memory';
import { createProfiles, EVERYTHING, listChanged } from '../../profiles';
import { createImportPeople } from './import-people';
import { createMemoryImports } from './import-store.memory';
import { createImports, type GivenFile } from './imports';

const SEGMENT = {
  id: 's1',
  key: 'friends',
  name: 'Friends',
  description: '',
  purpose: '',
  owner: '',
  folder: '',
  tags: [],
  kind: 'static',
  condition: { all: [] },
  createdAt: 1,
  updatedAt: 1,
  conditionAt: 1,
  revision: 1,
  bulk: null,
} as const;

const fileOf = (text: string): GivenFile & { readonly removed: () => boolean } => {
  let removed = false;
  return {
    bytes: Buffer.byteLength(text),
    firstLine: text.split('\n')[0] ?? '',
    read: () => Readable.from([Buffer.from(text)]),
    remove: async () => void (removed = true),
    removed: () => removed,
  };
};

const open = () => {
  let now = 1_000;
  let made = 0;
  let waiting = 0;
  const judged: (readonly [id: string, cause: string])[] = [];
  const { store, lists, queue, transact } = createMemoryProfiles();
  const newId = () => `id${String((made += 1)).padStart(6, '0')}`;
  const profiles = createProfiles({
    store,
    lists,
    queue,
    now: () => now,
    newId,
    isErased: async () => false,
  });
  const imports = createImports({
    store: createMemoryImports(),
    people: createImportPeople({
      profiles,
      erasedAmong: async (_tx, emails) => new Set(emails.filter((email) => email.startsWith('erased'))),
      judgeMany: async (cause) => async (_tx, ids) => ids.forEach((id) => judged.push([id, cause])),
      transact,
      breathe: async () => undefined,
    }),
    transact,
    now: () => now,
    newId,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    waiting: async () => waiting,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  });
  const settled = async (id: string) => {
    for (let turn = 0; turn < 500; turn += 1) {
      const found = (await imports.list('s1')).find((one) => one.id === id);
      if (found && found.state !== 'running') return found;
      await new Promise((resolve) => setImmediate(resolve));
    }
    throw new Error('The import goes on and on.');
  };
  const run = async (text: string, wanted: readonly string[] = []) =>
    settled((await imports.start(SEGMENT, fileOf(text), wanted, 'admin:1')).id);
  return {
    imports,
    profiles,
    lists,
    queue,
    judged,
    transact,
    settled,
    run,
    wait: (ms: number) => (now += ms),
    hold: (n: number) => (waiting = n),
  };
};

describe('imports into a static segment', () => {
  let t: ReturnType<typeof open>;
  beforeEach(() => {
    t = open();
  });

  it('finds and makes people, counts each once, and is idempotent', async () => {
    await t.transact((tx) => t.profiles.resolve(tx, { email: 'ada@example.com', proven: true }));
    const lines = Array.from({ length: 450 }, (_, index) => `p${index}@example.com`);
    const text = ['email', 'Ada@Example.com', ...lines, 'p7@example.com', 'nobody'].join('\n');
    const first = await t.run(text);
    expect(first).toMatchObject({
      state: 'finished',
      rows: 453,
      added: 451,
      already: 1,
      created: 450,
      refused: 1,
      read: first.bytes,
      columns: [{ name: 'email', as: 'email' }],
    });
    expect(await t.lists.size('static:friends')).toBe(451);
    // Each is judged once: who is new on everything, who was known on the list alone; nobody waits in the queue for it.
    const causes = t.judged.map(([, cause]) => cause);
    expect([causes.length, causes.filter((cause) => cause === EVERYTHING).length]).toEqual([451, 450]);
    expect(causes).toContain(listChanged('static:friends'));
    expect(await t.queue.waiting(9_999, 9_999)).toBe(1);
    expect(await t.run(text)).toMatchObject({ added: 0, already: 452, created: 0, refused: 1 });
  });

  it('takes traits when asked, and reports each refused row with its line', async () => {
    const long = 'x'.repeat(15_000);
    const text = [
      'email,userId,plan,about',
      'ada@example.com,u1,pro,hello',
      'erased@example.com,,pro,',
      'not one,,,',
      `bob@example.com,u2,free,${long}`,
    ].join('\n');
    const done = await t.run(text, ['plan', 'about']);
    expect(done).toMatchObject({ state: 'finished', added: 2, refused: 2 });
    const ada = await t.profiles.find({ kind: 'userId', value: 'u1' });
    expect(ada).toMatchObject({ email: 'ada@example.com', traits: { plan: 'pro', about: 'hello' } });
    const refused = [];
    for await (const rows of t.imports.refused(done.id)) refused.push(...rows);
    expect(refused).toEqual([
      { line: 3, value: null, reason: 'This person was erased here and does not come back.' },
      { line: 4, value: 'n…e', reason: 'The email is not an address.' },
    ]);
  });

  it('is cancelled while it waits, and another may begin', async () => {
    t.hold(5_000);
    const lines = Array.from({ length: 900 }, (_, index) => `p${index}@example.com`);
    const file = fileOf(['email', ...lines].join('\n'));
    const started = await t.imports.start(SEGMENT, file, [], 'admin:1');
    await expect(t.imports.start(SEGMENT, fileOf('email\n'), [], 'admin:1')).rejects.toThrow('being read');
    while ((await t.imports.list('s1'))[0]?.rows !== 100) await new Promise((r) => setImmediate(r));
    await t.imports.cancel(started.id);
    expect(await t.settled(started.id)).toMatchObject({ state: 'cancelled', rows: 100 });
    t.hold(0);
    while (!file.removed()) await new Promise((r) => setImmediate(r));
    expect(await t.run('email\nz@example.com\n')).toMatchObject({ state: 'finished', added: 1 });
    expect(await t.lists.size('static:friends')).toBe(101);
  });

  it('fails in words, and says when its process is gone', async () => {
    expect(await t.run('name\nAda\n')).toMatchObject({
      state: 'failed',
      fault: expect.stringContaining('Expected a column email') as string,
    });
    const live = { ...SEGMENT, kind: 'live' } as const;
    await expect(t.imports.start(live, fileOf('email\n'), [], 'admin:1')).rejects.toThrow('static');
    t.hold(5_000);
    await t.imports.start(SEGMENT, fileOf('email\nada@example.com\n'), [], 'admin:1');
    t.wait(120_000);
    expect((await t.imports.list('s1'))[0]?.state).toBe('interrupted');
  });
});
