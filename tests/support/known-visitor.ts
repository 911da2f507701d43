import { createHmac } from 'node:crypto';

import { TEST_KEYS, type BootedStrapi } from './strapi';

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** As the site's server signs it, with its server key. */
export const visitorToken = (userId: string, expires = Date.now() + 3_600_000): string => {
  const payload = base64url({ u: userId, e: expires });
  const mac = createHmac('sha256', TEST_KEYS.server).update(`attune.visitor.${payload}`).digest('base64url');
  return `${payload}.${mac}`;
};

/** Makes a person with these traits, who has agreed to being shown what is theirs; answers the headers that prove them. */
export const makeKnown = async (
  app: Pick<BootedStrapi, 'url'>,
  userId: string,
  traits: Readonly<Record<string, unknown>>,
  consent: Readonly<Record<string, boolean>> = { analytics: true, personalisation: true },
): Promise<{ readonly 'attune-visitor': string }> => {
  const response = await fetch(`${app.url}/api/attune/v1/identify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEYS.server}` },
    body: JSON.stringify({
      userId,
      traits,
      messageId: `known-${userId}`,
      context: { consent },
    }),
  });
  if (!response.ok) throw new Error(`The person was not made: ${await response.text()}`);
  return { 'attune-visitor': visitorToken(userId) };
};
