import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { loginAdmin } from '../support/admin';
import { startAttune } from '../support/attune-cli';
import { docsExtension } from '../support/docs-extension';
import { SHIPPED_EMAILS } from '../support/shipped-emails';
import { bootStrapi, type BootedStrapi } from '../support/strapi';
import { AGREED, createTracker } from '../support/tracking';

const DAY = 86_400_000;
/** A birthday so many days from now, as a trait. */
const birthdayIn = (days: number): string =>
  `1990-${new Date(Date.now() + days * DAY).toISOString().slice(5, 10)}`;

const near = { kind: 'birthday', days: 7 };
const deep = (depth: number): unknown => (depth === 0 ? near : { not: deep(depth - 1) });

describe('a condition kind of an extension, as the docs show it', () => {
  const sample = docsExtension('condition-kind.md', 'birthdayKind');
  const folder = mkdtempSync(join(tmpdir(), 'attune-extension-'));
  let app: BootedStrapi;
  let admin: Awaited<ReturnType<typeof loginAdmin>>;
  let token: string;

  const send = async (path: string, method = 'GET', body?: unknown) => {
    const answer = await admin(path, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    return { status: answer.status, json: (await answer.json()) as never };
  };
  const call = async (path: string, method = 'GET', body?: unknown): Promise<never> => {
    const { status, json } = await send(path, method, body);
    expect(status, `${method} ${path}: ${JSON.stringify(json)}`).toBeLessThan(300);
    return (json as { data: never }).data;
  };
  /** What is wrong with an input: `path: message`. */
  const refused = async (path: string, method: string, body: unknown): Promise<readonly string[]> => {
    const { status, json } = await send(path, method, body);
    expect(status).toBe(400);
    const { error } = json as { error: { name: string; message: string; details: { errors: Fault[] } } };
    const said = error.details.errors.map((fault) => `${fault.path}: ${fault.message}`);
    expect(error.name).toBe('invalid');
    for (const fault of said) expect(error.message).toContain(fault);
    return said;
  };
  interface Fault {
    readonly path: string;
    readonly message: string;
  }
  const attune = (...args: string[]) =>
    startAttune(args, { ATTUNE_URL: app.url, ATTUNE_ADMIN_TOKEN: token }).done;

  const open = async (again?: BootedStrapi, extensions: string | undefined = sample.path) => {
    app = await bootStrapi({ extensions, ...(again ? { again } : {}) });
    admin = await loginAdmin(app.strapi, app.url);
  };

  beforeAll(async () => {
    await open();
    const names = ['segments.read', 'flows.read', 'emails.read', 'connections.read'];
    const made: { accessKey: string } = await call('/admin/admin-tokens', 'POST', {
      name: 'files',
      description: '',
      lifespan: null,
      adminPermissions: [...names, 'segments.update', 'flows.update', 'flows.publish', 'emails.update'].map(
        (name) => ({ action: `plugin::attune.${name}`, subject: null, properties: {}, conditions: [] }),
      ),
    });
    token = made.accessKey;
    for (const [userId, days] of [
      ['soon', 3],
      ['later', 40],
    ] as const) {
      const traits = { name: userId, birthday: birthdayIn(days) };
      const answer = await createTracker(app).server('identify', { userId, traits, context: AGREED });
      expect(answer.status).toBe(200);
    }
  });
  afterAll(async () => {
    await app?.stop();
    sample.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('stands among the kinds, with what its form is drawn from', async () => {
    const kinds: { kind: string }[] = await call('/attune/conditions/kinds');
    const birthday = {
      kind: 'birthday',
      label: 'Birthday is near',
      builtIn: false,
      options: { properties: { days: { type: 'integer', minimum: 1, maximum: 60 } } },
    };
    expect(kinds.find(({ kind }) => kind === 'birthday')).toMatchObject(birthday);
    expect(kinds.find(({ kind }) => kind === 'trait')).toMatchObject({ builtIn: true });
    expect(await call('/attune/conditions/vocabulary')).toMatchObject({ kinds });
  });

  it('is counted, judged and saved; its segment holds whom it should and says why', async () => {
    expect((await send('/attune/segments/preview', 'POST', { condition: near })).json).toMatchObject({
      size: 1,
      of: 2,
      sentence: 'has a birthday within 7 days',
    });
    const facts = { traits: { birthday: '1990-04-30' } };
    const now = Date.UTC(2026, 3, 29);
    expect(
      (await send('/attune/conditions/evaluate', 'POST', { condition: near, facts, now })).json,
    ).toMatchObject({ value: true, until: Date.UTC(2026, 4, 1), because: ['birthday on 2026-04-30'] });
    expect(
      await call('/attune/segments', 'POST', { name: 'Birthday', key: 'birthday', condition: near }),
    ).toMatchObject({ condition: near, sentence: 'has a birthday within 7 days', fault: null });
    const members = async () => (await call('/attune/segments/birthday/members')) as { label: string }[];
    await vi.waitUntil(async () => (await members()).length === 1, { timeout: 20_000 });
    expect(await members()).toMatchObject([{ label: 'soon' }]);
    const listed: { profileId: string; label: string }[] = await call('/attune/segments/birthday/members');
    expect(await call(`/attune/segments/birthday/explain/${listed[0]?.profileId}`)).toMatchObject({
      in: true,
      because: [`birthday on ${new Date(Date.now() + 3 * DAY).toISOString().slice(0, 10)}`],
    });
    await call('/attune/segments/birthday', 'PUT', { condition: { ...near, days: 60 } });
    await vi.waitUntil(async () => (await members()).length === 2, { timeout: 20_000 });
    expect(
      await call('/attune/segments/birthday/split', 'POST', {
        by: near,
        holds: { name: 'Near' },
        others: { name: 'Far' },
      }),
    ).toMatchObject([{ key: 'near' }, { key: 'far' }]);
  });

  it('is refused with the path to what is wrong, in every place that takes a condition', async () => {
    const wrong = { any: [{ kind: 'trait', where: { a: 1 } }, { not: { kind: 'birthday', days: 99 } }] };
    const typo = { all: [{ kind: 'birthdy', days: 7 }] };
    const day = 'Too big: expected number to be <=60';
    const kind = 'There is no condition of the kind "birthdy". Did you mean "birthday"?';
    for (const [path, method, rest] of [
      ['/attune/segments', 'POST', { name: 'X' }],
      ['/attune/segments/birthday', 'PUT', {}],
      ['/attune/segments/preview', 'POST', {}],
      ['/attune/conditions/evaluate', 'POST', {}],
    ] as const) {
      expect(await refused(path, method, { ...rest, condition: wrong })).toEqual([
        `condition.any.1.not.days: ${day}`,
      ]);
      expect(await refused(path, method, { ...rest, condition: typo })).toEqual([
        `condition.all.0.kind: ${kind}`,
      ]);
      expect(await refused(path, method, { ...rest, condition: deep(30) })).toEqual([
        expect.stringMatching(/^condition(\.not)+: A condition may be 20 deep at most\.$/),
      ]);
    }
    const split = { by: wrong, holds: { name: 'A' }, others: { name: 'B' } };
    expect(await refused('/attune/segments/birthday/split', 'POST', split)).toEqual([
      `by.any.1.not.days: ${day}`,
    ]);
    expect(await call('/attune/conditions/check', 'POST', { condition: wrong })).toEqual([
      { path: 'any.1.not.days', message: day },
    ]);
    const draft = flow(wrong);
    expect(await refused('/attune/flows', 'POST', { key: 'x', name: 'X', draft })).toEqual([
      `steps.ask.ways.0.when.any.1.not.days: ${day}`,
    ]);
  });

  const flow = (when: unknown) => ({
    trigger: { kind: 'event', name: 'Signed Up' },
    start: 'ask',
    steps: {
      ask: { kind: 'branch', ways: [{ when, next: 'near' }], otherwise: 'far' },
      near: { kind: 'end' },
      far: { kind: 'end' },
    },
  });
  const signUp = async (userId: string) => {
    const answer = await createTracker(app).server('track', { userId, event: 'Signed Up', context: AGREED });
    expect(answer.status).toBe(200);
  };
  const endsOf = async (id: string, count: number): Promise<readonly string[]> => {
    const runs = async () =>
      ((await call(`/attune/flows/${id}/runs`)) as { node: string; status: string }[]).filter(
        ({ status }) => status === 'ended',
      );
    await vi.waitUntil(async () => (await runs()).length === count, { timeout: 20_000 });
    return (await runs()).map(({ node }) => node).sort();
  };

  it('decides a branch of a flow', async () => {
    const made: { id: string } = await call('/attune/flows', 'POST', {
      key: 'greet',
      name: 'Greet',
      draft: flow(near),
    });
    const published: { story: { steps: { ask: string } }; problems: unknown[] } = await call(
      `/attune/flows/${made.id}/publish`,
      'POST',
      {},
    );
    expect(published).toMatchObject({
      problems: [],
      story: { steps: { ask: 'ask: has a birthday within 7 days?' } },
    });
    await signUp('soon');
    await signUp('later');
    expect(await endsOf(made.id, 2)).toEqual(['far', 'near']);
  });

  it('is carried as files, and looked at by Strapi before anything is written', async () => {
    expect(await attune('export', folder)).toMatchObject({ code: 0 });
    const file = join(folder, 'segments', 'near.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      condition: { all: [{ ...near, days: 60 }, near] },
    });
    expect(await attune('import', folder, '--publish')).toMatchObject({ code: 0 });

    const broken = (name: string, from: string, to: string) => {
      const path = join(folder, name);
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, text.replace(from, to));
      return () => writeFileSync(path, text);
    };
    const restore = [
      broken('segments/birthday.json', '"days": 60', '"days": 61'),
      broken('flows/greet.json', '"days": 7', '"days": "soon"'),
    ];
    const refusedFiles = await attune('import', folder);
    expect(refusedFiles.code).toBe(1);
    expect(refusedFiles.text).toContain(
      '! segments/birthday.json: condition.days: Too big: expected number to be <=60\n',
    );
    expect(refusedFiles.text).toContain(
      '! flows/greet.json: definition.steps.ask.ways.0.when.days: Invalid input: expected number, received string\n',
    );
    expect(refusedFiles.text).toContain('Nothing was written.');
    for (const undo of restore) undo();
    const undo = broken('segments/near.json', '"kind": "birthday"', '"kind": "birthdays"');
    expect(await attune('import', folder)).toMatchObject({
      code: 1,
      text: expect.stringMatching(
        /^! segments\/near.json: condition.all.0.kind: There is no condition of the kind "birthdays"/,
      ) as string,
    });
    undo();
    const change = broken('segments/near.json', '"days": 7', '"days": 8');
    expect(await attune('import', folder)).toMatchObject({
      code: 0,
      text: `~ segments/near  changed: condition.all\n0 new, 1 changed, ${3 + SHIPPED_EMAILS} the same.\n`,
    });
    change();
  });

  it('gone, its segments are broken and hold nobody, its branches lead otherwise, and all else goes on', async () => {
    await app.stop({ keep: true });
    await open(app, '');
    const words = 'There is no condition of the kind "birthday"';
    expect(await call('/attune/segments/birthday')).toMatchObject({
      fault: expect.stringContaining(words) as string,
      size: 0,
      bulk: null,
    });
    expect(await call('/attune/segments/birthday/members')).toEqual([]);
    expect((await admin('/attune/segments/birthday/export')).status).toBe(409);
    const people: { id: string; userId: string }[] = await call('/attune/profiles');
    const soon = people.find(({ userId }) => userId === 'soon');
    expect(await call(`/attune/profiles/${soon?.id}`)).toMatchObject({ segments: [] });
    const [greet] = (await call('/attune/flows')) as { id: string; sentence: string }[];
    const whole: { problems: { message: string }[]; story: { steps: { ask: string } } } = await call(
      `/attune/flows/${greet?.id}`,
    );
    expect(whole.problems.map(({ message }) => message).join()).toContain(words);
    expect(whole.story.steps.ask).toContain(words);
    await call('/attune/segments', 'POST', {
      name: 'Named',
      key: 'named',
      condition: { kind: 'trait', where: { name: 'soon' } },
    });
    await signUp('soon');
    expect(await endsOf(greet?.id ?? '', 3)).toEqual(['far', 'far', 'near']);
    await vi.waitUntil(async () => ((await call('/attune/segments/named')) as { size: number }).size === 1, {
      timeout: 20_000,
    });
    expect(await attune('export', join(folder, 'after'))).toMatchObject({ code: 1 });
  });
});
