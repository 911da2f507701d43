import { z } from 'zod';

import { defineEndpoint } from '../endpoints';

const page = z.string().describe('an HTML page');

/** What the links of a mail lead to. Whoever has the mail may open them: each token is for one mail and one use. */
export const recipientEndpoints = {
  unsubscribePage: defineEndpoint({
    id: 'emails.unsubscribePage',
    method: 'GET',
    path: '/v1/unsubscribe/:token',
    lane: 'public',
    summary: 'A page with one button. Looking at it changes nothing: scanners follow links.',
    input: z.object({ token: z.string().max(4096) }),
    answer: page,
  }),
  unsubscribe: defineEndpoint({
    id: 'emails.unsubscribe',
    method: 'POST',
    path: '/v1/unsubscribe/:token',
    lane: 'public',
    summary: 'Ends marketing mail to this address: the button of the page, or one-click (RFC 8058).',
    input: z.object({ token: z.string().max(4096) }),
    answer: page,
  }),
  confirmPage: defineEndpoint({
    id: 'emails.confirmPage',
    method: 'GET',
    path: '/v1/confirm/:token',
    lane: 'public',
    summary: 'A page with one button, for who asked to be written to. Looking at it changes nothing.',
    input: z.object({ token: z.string().max(4096) }),
    answer: page,
  }),
  confirm: defineEndpoint({
    id: 'emails.confirm',
    method: 'POST',
    path: '/v1/confirm/:token',
    lane: 'public',
    summary: 'The yes to marketing of a double opt-in; kept with its source, and told as `Email Confirmed`.',
    input: z.object({ token: z.string().max(4096) }),
    answer: page,
  }),
  click: defineEndpoint({
    id: 'emails.click',
    method: 'GET',
    path: '/v1/c/:token',
    lane: 'public',
    summary:
      'Leads on to the address that a mail linked to, and to no other; counts a person, not a scanner.',
    input: z.object({ token: z.string().max(8192) }),
    answer: page,
  }),
} as const;
