import { gzip } from 'node:zlib';
import { promisify } from 'node:util';

const squeeze = promisify(gzip);
const WORTH_IT = 1_000;

/** Sends `{ status, headers, body }`, gzipped where the browser takes it and it pays. */
export const send = async (request, response, { status = 200, headers = {}, body = '' }) => {
  const bytes = Buffer.from(body);
  const zip = bytes.length > WORTH_IT && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const content = zip ? await squeeze(bytes) : bytes;
  response.writeHead(status, {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    vary: 'Accept-Encoding, Cookie',
    ...headers,
    ...(zip && { 'content-encoding': 'gzip' }),
    'content-length': content.length,
  });
  response.end(request.method === 'HEAD' ? undefined : content);
};
