import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { startAttune } from '../support/attune-cli';
import { SHIPPED_EMAILS } from '../support/shipped-emails';
import { bootStrapi, type BootedStrapi } from '../support/strapi';

const READING = ['segments.read', 'flows.read', 'emails.read', 'connections.read'];
const WRITING = [...READING, 'segments.update', 'flows.update', 'flows.publish', 'emails.update'];
const MANY = 103;

interface House {
  readonly app: BootedStrapi;
  /** Calls an endpoint as an administrator. */
  readonly call: (path: string, method?: string, body?: unknown) => Promise<never>;
  readonly attune: (...args: string[]) => Promise<{ code: number | null; text: string }>;
  readonly attuneWith: (token: string, ...args: string[]) => Promise<{ code: number | null; text: string }>;
  readonly tokenFor: (permissions: readonly string[]) => Promise<string>;
  readonly connection: string;
}

const openHouse = async (connections: readonly string[]): Promise<House> => {
  const app = await bootStrapi();
  const admin = await loginAdmin(app.strapi, app.url);
  const call = async (path: string, method = 'GET', body?: unknown) => {
    const response = await admin(path, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    const text = await response.text();
    expect(response.ok, `${method} ${path}: ${text}`).toBe(true);
    return (JSON.parse(text) as { data: never }).data;
  };
  const tokenFor = async (permissions: readonly string[]) => {
    const made: { accessKey: string } = await call('/admin/admin-tokens', 'POST', {
      name: `token ${Math.random()}`,
      description: '',
      lifespan: null,
      adminPermissions: permissions.map((name) => ({
        action: `plugin::attune.${name}`,
        subject: null,
        properties: {},
        conditions: [],
      })),
    });
    return made.accessKey;
  };
  const attuneWith = (token: string, ...args: string[]) =>
    startAttune(args, { ATTUNE_URL: app.url, ATTUNE_ADMIN_TOKEN: token }).done;
  const token = await tokenFor(WRITING);
  const ids: string[] = [];
  for (const name of connections) {
    const made: { id: string } = await call('/attune/connections', 'POST', {
      kind: 'hubspot',
      name,
      secret: 'pat-none',
      schedule: null,
    });
    ids.push(made.id);
  }
  return {
    app,
    call,
    tokenFor,
    attuneWith,
    attune: (...args) => attuneWith(token, ...args),
    connection: ids.at(-1) ?? '',
  };
};

/** A house with something of everything. */
const furnish = async ({ call, connection }: House): Promise<void> => {
  await call('/attune/groups', 'POST', { name: 'Partners', values: ['größer', 'acme', 7] });
  const segment = (body: object) => call('/attune/segments', 'POST', body);
  await segment({
    name: 'Z base',
    key: 'z-base',
    condition: { kind: 'trait', where: { plan: 'vip', b: 1, company: { $notInGroup: 'partners' } } },
  });
  await segment({
    name: 'A nested',
    key: 'a-nested',
    folder: 'spring/campaigns',
    tags: ['b', 'a'],
    owner: 'Ada',
    condition: {
      all: [
        { kind: 'segment', id: 'z-base' },
        { kind: 'list', connection, id: '7' },
      ],
    },
  });
  await segment({ name: 'Friends', key: 'friends', kind: 'static', purpose: 'Größe „M“' });
  for (let one = 0; one < MANY; one += 1) {
    await call('/attune/emails', 'POST', {
      name: `Mail ${one}`,
      key: `mail-${one}`,
      subject: 'Hello {{profile.traits.name}}',
      html: '<p>Grüße</p>\r\n',
      text: one === 0 ? 'plain, without a newline' : '',
    });
  }
  const flow: { id: string } = await call('/attune/flows', 'POST', {
    key: 'greet',
    name: 'Greet',
    draft: {
      trigger: { kind: 'segment-entered', segment: 'z-base' },
      start: 'ask',
      steps: {
        ask: {
          kind: 'branch',
          ways: [{ when: { kind: 'list', connection, id: '8' }, next: 'send' }],
          otherwise: 'done',
        },
        send: { kind: 'send-email', template: 'mail-0', next: 'done' },
        done: { kind: 'end' },
      },
    },
  });
  await call(`/attune/flows/${flow.id}/publish`, 'POST', {});
};

const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.includes('.'))
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), 'latin1')]),
  );

describe('segments, flows and e-mails as files', () => {
  const root = mkdtempSync(join(tmpdir(), 'attune-files-'));
  const first = join(root, 'first');
  let house: House | undefined;
  const at = (): House => house!;
  const flows = () => at().call('/attune/flows') as Promise<{ id: string; key: string; status: string }[]>;

  beforeAll(async () => {
    house = await openHouse(['Other', 'CRM']);
    await furnish(house);
  });
  afterAll(async () => {
    await house?.app.stop();
    rmSync(root, { recursive: true, force: true });
  });
  afterEach(() => rmSync(join(root, 'scratch'), { recursive: true, force: true }));

  const scratch = (): string => {
    cpSync(first, join(root, 'scratch'), { recursive: true });
    return join(root, 'scratch');
  };
  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(file, change(readFileSync(file, 'utf8')));

  it('writes all there is, with nothing that is known here only', async () => {
    const reader = await at().tokenFor(READING);
    const { code, text } = await at().attuneWith(reader, 'export', first);
    expect(text).toContain(`3 segments, 1 saved groups, 1 flows, ${MANY + SHIPPED_EMAILS} e-mails in `);
    expect(code).toBe(0);
    const files = contents(first);
    expect(Object.keys(files).filter((path) => !path.startsWith('emails/'))).toEqual([
      'flows/greet.json',
      'groups/partners.json',
      'segments/a-nested.json',
      'segments/friends.json',
      'segments/z-base.json',
    ]);
    expect(Object.keys(files).filter((path) => path.endsWith('.html.hbs'))).toHaveLength(
      MANY + SHIPPED_EMAILS,
    );
    expect(files['emails/mail-0.text.hbs']).toBe('plain, without a newline');
    expect(files['emails/mail-1.text.hbs']).toBeUndefined();
    expect(JSON.parse(files['segments/a-nested.json'] ?? '')).toMatchObject({
      folder: 'spring/campaigns',
      tags: ['a', 'b'],
      condition: { all: [{ id: 'z-base' }, { connection: 'CRM' }] },
    });
    const all = Object.values(files).join('\n');
    expect(all).not.toContain(at().connection);
    expect(all).not.toMatch(/"(id|createdAt|updatedAt|size|revision)": "?[0-9a-f-]{9}/);
    const again = await at().attuneWith(reader, 'export', first, '--dry-run');
    expect(again.text).toMatch(/: 0 would be written/);
  });

  it('keeps the files of what is no more, unless they are pruned', async () => {
    const folder = scratch();
    const gone = join(folder, 'segments', 'gone.json');
    writeFileSync(gone, '{}');
    expect((await at().attune('export', folder)).text).toContain('? segments/gone.json');
    expect(readFileSync(gone, 'utf8')).toBe('{}');
    expect((await at().attune('export', folder, '--prune')).text).toContain('- segments/gone.json');
    expect(contents(folder)).toEqual(contents(first));
  });

  it('says who may not, what is missing, and that nobody is there', async () => {
    const nobody = await at().tokenFor(['segments.read']);
    const weak = await at().attuneWith(nobody, 'export', join(root, 'none'));
    expect(weak).toMatchObject({ code: 2, text: 'The token lacks the permission "emails.read".\n' });
    expect(await at().attuneWith('wrong', 'import', first)).toMatchObject({ code: 2 });
    expect(await at().attune('import', first, '--url', 'http://127.0.0.1:9')).toMatchObject({ code: 3 });
    expect(await at().attune('import', join(root, 'none'))).toMatchObject({ code: 2 });
    expect(await at().attune('export')).toMatchObject({ code: 2 });
  });

  it('stands in another Strapi as it stood here, to the byte', async () => {
    await at().app.stop();
    house = await openHouse(['CRM']);

    const dry = await at().attune('import', first, '--dry-run');
    expect(dry.text).toContain(
      '+ groups/partners  new\n+ segments/friends  new\n+ segments/z-base  new\n+ segments/a-nested  new\n+ flows/greet  new\n',
    );
    expect(dry).toMatchObject({ code: 0, text: expect.stringContaining('Nothing was written.') as string });
    expect([await at().call('/attune/segments'), await flows()]).toEqual([[], []]);

    const done = await at().attune('import', first);
    expect(done.text).toContain(`${MANY + 5} new, 0 changed, ${SHIPPED_EMAILS} the same.`);
    expect(done.code).toBe(0);
    expect((await flows()).map(({ key, status }) => [key, status])).toEqual([['greet', 'draft']]);

    const second = join(root, 'second');
    expect((await at().attune('export', second)).code).toBe(0);
    expect(contents(second)).toEqual(contents(first));

    const again = await at().attune('import', first);
    expect(again).toEqual({ code: 0, text: `0 new, 0 changed, ${MANY + 5 + SHIPPED_EMAILS} the same.\n` });
  });

  it('publishes when asked to, once, and never what somebody has paused', async () => {
    expect((await at().attune('import', first, '--publish')).text).toContain(
      '= flows/greet  the same; published',
    );
    const [flow] = await flows();
    expect(flow).toMatchObject({ status: 'live' });
    expect((await at().attune('import', first, '--publish')).text).toMatch(
      /^0 new, 0 changed, \d+ the same\.\n$/,
    );
    await at().call(`/attune/flows/${flow?.id}/pause`, 'POST', {});
    const folder = scratch();
    edit(join(folder, 'flows', 'greet.json'), (text) => text.replace('"name": "Greet"', '"name": "Hail"'));
    expect((await at().attune('import', folder, '--publish')).text).toContain(
      '~ flows/greet  changed: name ("Greet" → "Hail"); not published: it is paused',
    );
    expect(await flows()).toMatchObject([{ status: 'paused', name: 'Hail' }]);
    await at().attune('import', first);
  });

  it('changes what differs, and says it first', async () => {
    const folder = scratch();
    edit(join(folder, 'segments', 'z-base.json'), (text) => text.replace('"vip"', '"pro"'));
    edit(join(folder, 'emails', 'mail-1.html.hbs'), (text) => `${text}<p>More</p>`);
    rmSync(join(folder, 'emails', 'mail-0.text.hbs'));
    const lines = [
      '~ emails/mail-0  changed: text ("plain, without a newline" → "")',
      '~ emails/mail-1  changed: html ("<p>Grüße</p>\\r\\n" → "<p>Grüße</p>\\r\\n<p>More</p>")',
      '~ segments/z-base  changed: condition.where.plan ("vip" → "pro")',
    ];
    const dry = await at().attune('import', folder, '--dry-run');
    for (const line of lines) expect(dry.text).toContain(line);
    expect((await at().attune('import', first)).text).toMatch(/^0 new, 0 changed/);
    const done = await at().attune('import', folder);
    expect(done.text.trim().split('\n').slice(0, -1)).toEqual(lines);
    const out = join(root, 'third');
    await at().attune('export', out);
    expect(contents(out)).toEqual(contents(folder));
    await at().attune('import', first);
  });

  it('stops where Strapi says no, and goes on when it is run again', async () => {
    const folder = scratch();
    edit(join(folder, 'segments', 'z-base.json'), (text) => text.replace('"vip"', '"pro"'));
    edit(join(folder, 'flows', 'greet.json'), (text) => text.replace('"name": "Greet"', '"name": "Hail"'));
    const weak = await at().tokenFor(WRITING.filter((name) => name !== 'flows.update'));
    const stopped = await at().attuneWith(weak, 'import', folder);
    expect(stopped.code).toBe(3);
    expect(stopped.text.split('\n').slice(0, 3)).toEqual([
      '~ segments/z-base  changed: condition.where.plan ("vip" → "pro")',
      '! flows/greet: The token lacks the permission "flows.update".',
      'What stands above it was written. Run it again to go on.',
    ]);
    expect((await at().attune('import', folder)).text).toMatch(/^~ flows\/greet .*\n0 new, 1 changed/);
    await at().attune('import', first);
  });

  it('refuses what dangles or is broken before it writes anything', async () => {
    const folder = scratch();
    edit(join(folder, 'segments', 'z-base.json'), (text) => text.replace('"vip"', '"pro"'));
    edit(join(folder, 'segments', 'a-nested.json'), (text) =>
      text.replace('"CRM"', '"Gone"').replace('"z-base"', '"nowhere"'),
    );
    const dangling = await at().attune('import', folder);
    expect(dangling.code).toBe(1);
    expect(dangling.text).toBe(
      [
        '! segments/a-nested.json: condition.all.1.connection: There is no connection "Gone" here. There are: "CRM".',
        '! segments/a-nested.json: condition.all.0.id: There is no segment "nowhere", neither here nor among the files.',
        'Nothing was written.',
        '',
      ].join('\n'),
    );
    const other = scratch();
    cpSync(join(first, 'segments'), join(other, 'segments'), { recursive: true, force: true });
    edit(join(other, 'segments', 'z-base.json'), (text) => text.replace('"vip"', '"pro"'));
    edit(join(other, 'emails', 'mail-1.html.hbs'), () => '<p>{{#if}}</p>');
    const broken = await at().attune('import', other);
    expect(broken.code).toBe(1);
    expect(broken.text).toMatch(/^! emails\/mail-1.html.hbs: html: line 1, .+\nNothing was written.\n$/);
    expect((await at().attune('import', first)).text).toMatch(/^0 new, 0 changed/);
  });
});
