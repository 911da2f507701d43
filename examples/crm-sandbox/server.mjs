// A local server that answers as HubSpot's published API does, for the demo and the tests.
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

import { errorBody, tooManyBody } from './answers.mjs';
import { landingPage } from './page.mjs';
import { seed } from './people.mjs';
import { routes } from './routes.mjs';

const LARGEST_BODY = 1_000_000;

const readBody = async (request) => {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > LARGEST_BODY) throw new Error('too large');
  }
  return text === '' ? {} : JSON.parse(text);
};

const send = (response, status, body) => {
  response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' });
  response.end(JSON.stringify(body));
};

/**
 * Starts the sandbox. `perSecond` requests are answered a second, the rest with 429 in the two shapes by turns.
 * `before(request)` may answer in the sandbox's place: `{ status, body }`.
 * Returns `{ url, world, requests, stop }`; `world` may be changed while it runs.
 */
export const start = async ({
  port = 0,
  host = '127.0.0.1',
  token = 'demo-crm-token',
  perSecond = Infinity,
  before = () => undefined,
} = {}) => {
  const world = seed();
  const requests = [];
  const state = { token, second: 0, answered: 0, refused: 0 };

  const isOverLimit = () => {
    const second = Math.floor(Date.now() / 1000);
    if (second !== state.second) Object.assign(state, { second, answered: 0 });
    state.answered += 1;
    return state.answered > perSecond;
  };

  const answer = async (request) => {
    const url = new URL(request.url, 'http://sandbox');
    const body = ['POST', 'PUT'].includes(request.method) ? await readBody(request) : undefined;
    const seen = { method: request.method, path: url.pathname, query: url.searchParams, body };
    const result = await answerTo(request, seen);
    requests.push({ ...seen, status: result.status, answer: result.body });
    return result;
  };

  const answerTo = async (request, seen) => {
    if (request.headers.authorization !== `Bearer ${state.token}`) {
      return {
        status: 401,
        body: errorBody('INVALID_AUTHENTICATION', 'Authentication credentials not found.'),
      };
    }
    if (isOverLimit()) {
      state.refused += 1;
      return { status: 429, body: tooManyBody(state.refused % 2 === 1 ? 'policy' : 'category') };
    }
    const instead = await before(seen, world);
    if (instead) return instead;
    for (const [method, pattern, handle] of routes) {
      const match = pattern.exec(seen.path);
      if (match && method === seen.method) {
        const params = match.slice(1).map(decodeURIComponent);
        return handle(world, { params, query: seen.query, body: seen.body ?? {} });
      }
    }
    return { status: 404, body: errorBody('OBJECT_NOT_FOUND', 'No route of the sandbox.') };
  };

  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/') {
      response.writeHead(200, { 'content-type': 'text/html;charset=utf-8' });
      response.end(landingPage(world, state.token));
      return;
    }
    answer(request).then(
      ({ status, body }) => send(response, status, body),
      () => send(response, 400, errorBody('VALIDATION_ERROR', 'The body is not JSON.')),
    );
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${server.address().port}`,
    world,
    requests,
    setToken(next) {
      state.token = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { url } = await start({
    port: Number(process.env.CRM_PORT ?? 4010),
    host: process.env.HOST ?? '127.0.0.1',
  });
  console.log(`CRM sandbox at ${url}, token demo-crm-token`);
}
