import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

import { describe, expect, it } from 'vitest';

import { createSpecimen } from './specimen';

const requestWith = (headers: Record<string, string>) => {
  const req = Object.assign(new IncomingMessage(new Socket()), { headers });
  return { req, res: new ServerResponse(req) };
};

describe('the request that is held for its shape', () => {
  it('is the newest', () => {
    const specimen = createSpecimen();
    const [first, second] = [requestWith({}), requestWith({ accept: '*/*' })];
    specimen.hold(first);
    specimen.hold(second);
    expect(specimen.held()).toBe(second);
  });

  it.each<Record<string, string>>([
    { authorization: 'Bearer a' },
    { cookie: 'a=b' },
    { 'attune-visitor': 'v1' },
  ])('is nobody’s: %j', (headers) => {
    const specimen = createSpecimen();
    const anybodys = requestWith({});
    specimen.hold(anybodys);
    specimen.hold(requestWith(headers));
    expect(specimen.held()).toBe(anybodys);
  });
});
