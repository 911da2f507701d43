// The least a cache in front of Strapi has to do: obey Cache-Control, and keep a copy for each value of what Vary names.
import { createServer } from 'node:http';

const { CMS_URL = 'http://localhost:1337', PORT = '8080' } = process.env;
const NOT_PASSED_ON =
  /^(connection|keep-alive|transfer-encoding|content-encoding|content-length|host|upgrade)$/;
/** By address: copies, each with the values that its request had of what its answer varies by. */
const copies = new Map();

const secondsOf = (control) =>
  /no-store|no-cache|private/.test(control) ? 0 : Number(/max-age=(\d+)/.exec(control)?.[1] ?? 0);
const passedOn = (headers) => Object.fromEntries(headers.filter(([name]) => !NOT_PASSED_ON.test(name)));
const namesIn = (vary) => vary.toLowerCase().split(/, */).filter(Boolean);

const find = (req) => {
  const now = Date.now();
  const living = (copies.get(req.url) ?? []).filter(({ until }) => until > now);
  copies.set(req.url, living);
  return living.find(({ varies }) => varies.every(([name, value]) => req.headers[name] === value));
};

const fetchFrom = async (req) => {
  const answer = await fetch(`${CMS_URL}${req.url}`, {
    method: req.method,
    headers: passedOn(Object.entries(req.headers)),
  });
  const headers = passedOn([...answer.headers]);
  const body = Buffer.from(await answer.arrayBuffer());
  const names = namesIn(headers.vary ?? '');
  const seconds = secondsOf(headers['cache-control'] ?? '');
  const copy = {
    ...{ status: answer.status, headers, body, at: Date.now() },
    varies: names.map((name) => [name, req.headers[name]]),
    until: Date.now() + seconds * 1_000,
  };
  if (req.method === 'GET' && answer.status === 200 && seconds > 0 && !names.includes('*'))
    copies.get(req.url).push(copy);
  return copy;
};

export const server = createServer(async (req, res) => {
  const known = req.method === 'GET' ? find(req) : undefined;
  const { status, headers, body, at } = known ?? (await fetchFrom(req));
  const isKnown = status === 200 && headers.etag && req.headers['if-none-match'] === headers.etag;
  const age = String(Math.floor((Date.now() - at) / 1_000));
  res.writeHead(isKnown ? 304 : status, { ...headers, age, 'x-cache': known ? 'hit' : 'miss' });
  res.end(isKnown ? undefined : body);
}).listen(Number(PORT));
