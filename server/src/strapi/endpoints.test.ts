import { errors } from '@strapi/utils';
import type { Context } from 'koa';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { PluginError, type Endpoint } from '../../../plugin/src';
import { routeOf, serve } from './endpoints';

const endpoint: Endpoint = {
  id: 'test.fails',
  method: 'GET',
  path: '/test',
  lane: 'public',
  summary: '',
  input: z.object({}),
  answer: z.object({}),
};
const call = async (error: unknown) => {
  const { handle } = serve(endpoint, () => {
    throw error;
  });
  const ctx = { method: 'GET', query: {}, params: {}, request: {}, state: {} } as unknown as Context;
  await routeOf(endpoint, () => handle).handler(ctx);
  return ctx;
};

describe('a route', () => {
  it('passes on of an unknown error where it was and its code, and no value of a query', async () => {
    const text = "insert into attune_profiles values ('ada@example.com') - UNIQUE constraint failed";
    const error = Object.assign(new Error(text), { code: 'SQLITE_CONSTRAINT' });
    const passed = (await call(error).catch((thrown: unknown) => thrown)) as Error;
    expect(passed.message).toBe('The endpoint "test.fails" failed (SQLITE_CONSTRAINT).');
    expect(passed.stack).toContain('endpoints.test.ts');
    expect(JSON.stringify([passed.message, passed.stack, passed])).not.toContain('ada@example.com');
  });

  it('answers with ours, and leaves the refusals of Strapi as they are', async () => {
    expect((await call(new PluginError('not-found', 'Nobody.'))).status).toBe(404);
    const refusal = new errors.ValidationError('No.');
    await expect(call(refusal)).rejects.toBe(refusal);
  });
});
