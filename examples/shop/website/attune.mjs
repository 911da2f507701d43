import { randomUUID } from 'node:crypto';

const PATIENCE_MS = 2_000;

/** Everything the shop tells Attune and asks of it. What a device says goes under the browser key; what the shop has proven, under the server key. */
export const createAttune = ({ cmsUrl, writeKey, serverKey }) => {
  const post = async (path, key, body) => {
    try {
      const answer = await fetch(`${cmsUrl}/api/attune/v1/${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return answer.ok;
    } catch {
      // The shop sells on when nobody listens.
      return false;
    }
  };

  const said = (call) => ({
    messageId: randomUUID(),
    timestamp: new Date().toISOString(),
    anonymousId: call.visitor,
    context: { userAgent: call.userAgent, ip: call.ip, page: { url: call.url.href } },
  });

  return {
    /** Reads content as the visitor of this call is to see it. */
    async read(path, call) {
      const answer = await fetch(`${cmsUrl}${path}`, {
        headers: {
          ...(call.visitor && { 'attune-visitor': call.visitor }),
          ...(call.signals.gpc && { 'sec-gpc': call.signals.gpc }),
          ...(call.signals.dnt && { dnt: call.signals.dnt }),
          'attune-context': Buffer.from(
            JSON.stringify({
              url: call.url.href,
              referrer: call.referrer,
              userAgent: call.userAgent,
              ip: call.ip,
            }),
          ).toString('base64url'),
        },
      });
      if (!answer.ok) throw new Error(`The CMS answered ${answer.status}.`);
      return answer.json();
    },

    track: (call, event, properties) =>
      call.customer
        ? post('track', serverKey, { ...said(call), userId: call.customer.documentId, event, properties })
        : post('track', writeKey, { ...said(call), event, properties }),

    /** What somebody typed about themselves: a claim of this device, no more. */
    claim: (call, traits) => post('identify', writeKey, { ...said(call), traits }),

    /** Who logged in: proven, so it goes under the server key. */
    identify: (call, user) =>
      post('identify', serverKey, {
        ...said(call),
        userId: user.documentId,
        traits: { email: user.email, name: user.username },
      }),

    consent: (call, decisions, source, wording) =>
      post('consent', writeKey, { anonymousId: call.visitor, decisions, source, wording }),
  };
};
