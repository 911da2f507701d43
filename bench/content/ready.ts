import { KEY, visitor, VISITORS, type Call } from './calls';
import { call, type Running } from './running';

const PRACTICE = 150;

export const identify = async (ours: Running): Promise<void> => {
  for (let from = 0; from < VISITORS; from += 250) {
    const batch = Array.from({ length: 250 }, (_, index) => ({
      type: 'identify',
      anonymousId: `visitor-${from + index}`,
      traits: { group: (from + index) % 50 },
      messageId: `m${from + index}`,
    }));
    await call(ours, {
      path: '/api/attune/v1/batch',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
      body: JSON.stringify({ batch }),
    });
  }
  // Whoever comes is judged at the latest then; nobody is waited for while it is measured.
  for (let index = 0; index < VISITORS; index += 1) await call(ours, visitor(index));
};

/**
 * Strapi’s part is compiled where it has run often: on the peer by now, on ours not, which has answered from memory. A
 * process that has answered a thousand times takes a tenth less than one that has answered three hundred.
 */
export const practise = async (
  sides: readonly Running[],
  calls: readonly (() => Call)[],
  times = PRACTICE,
): Promise<void> => {
  for (let count = 0; count < times; count += 1) {
    for (const one of calls) for (const running of sides) await call(running, one());
  }
};
