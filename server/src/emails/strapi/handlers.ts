import { emailsEndpoints, PluginError, type ShownEmail } from '../../../../plugin/src';
import type { Audit } from '../../privacy';
import { serve, type Call, type Served } from '../../strapi/endpoints';
import type {
  Clicks,
  Confirming,
  createUnsubscribing,
  Emails,
  KeptMailStore,
  openTransport,
  Page,
  Previews,
} from '..';

interface Needs {
  readonly emails: Emails;
  readonly previews: Previews;
  readonly unsubscribing: ReturnType<typeof createUnsubscribing>;
  readonly confirming: Confirming;
  readonly clicks: Clicks;
  readonly notFoundPage: () => Page;
  readonly opened: ReturnType<typeof openTransport>;
  readonly from: string;
  readonly kept: Pick<KeptMailStore, 'get'>;
  readonly look: Audit['look'];
  readonly isHeld: () => Promise<boolean>;
  /** One line to this address, to see whether mails arrive. */
  readonly sendLine: (to: string) => Promise<string | undefined>;
}

/** Pages for people who follow a link of a mail: nothing may frame them, run in them or keep them. */
const answerPage = ({ ctx }: Call, { status, html }: Page): string => {
  ctx.status = status;
  ctx.type = 'html';
  ctx.set({
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  });
  return html;
};

const withoutSource = ({ html: _html, text: _text, sample: _sample, ...listed }: ShownEmail) => listed;

const mayPreviewAs = (call: Call, profileId: string | undefined): void => {
  if (profileId === undefined || call.may('people.read')) return;
  throw new PluginError('forbidden', 'Previewing as a person needs the permission to see people.');
};

export const emailHandlers = (needs: Needs): readonly Served[] => {
  const {
    emails,
    previews,
    unsubscribing,
    confirming,
    clicks,
    notFoundPage,
    opened,
    from,
    isHeld,
    sendLine,
    kept,
    look,
  } = needs;
  return [
    serve(emailsEndpoints.list, async ({ search = '', page, pageSize }) => {
      const { rows, total } = await emails.list(search, page, pageSize);
      const pageCount = Math.ceil(total / pageSize);
      return { data: rows.map(withoutSource), meta: { pagination: { page, pageSize, pageCount, total } } };
    }),
    serve(emailsEndpoints.get, async ({ id }) => ({ data: await emails.get(id) })),
    serve(emailsEndpoints.create, async (input) => ({ data: await emails.create(input) })),
    serve(emailsEndpoints.update, async ({ id, ...changes }) => ({ data: await emails.update(id, changes) })),
    serve(emailsEndpoints.delete, async ({ id }) => ({ data: await emails.delete(id) })),
    serve(emailsEndpoints.reset, async ({ id }) => ({ data: await emails.reset(id) })),
    serve(emailsEndpoints.check, ({ source }) => ({ data: [...emails.check(source)] })),
    serve(emailsEndpoints.preview, async (input, call) => {
      mayPreviewAs(call, input.profileId);
      const { problems, ...mail } = await previews.preview(input);
      return { data: { ...mail, problems: [...problems] } };
    }),
    serve(emailsEndpoints.test, async (input, call) => {
      mayPreviewAs(call, input.profileId);
      return { data: { sent: true, ...(await previews.test(input)) } };
    }),
    serve(emailsEndpoints.sent, async ({ effect }, { actor }) => {
      const found = await kept.get(effect);
      if (!found) {
        throw new PluginError('not-found', 'No copy of this mail is kept: it is too old, or was never sent.');
      }
      await look(actor, 'see mail', found.profileId, { template: found.template });
      const { subject, html, text } = found.mail;
      return { data: { subject, html, text, template: found.template, at: found.at } };
    }),
    serve(emailsEndpoints.transport, async () => {
      const { kind, label, target, fault } = opened;
      return { data: { kind, label, target, from, fault, held: await isHeld() } };
    }),
    serve(emailsEndpoints.testTransport, async ({ to }) => {
      const { transport, target, fault } = opened;
      if (!transport) return { data: { ok: false, message: fault ?? '' } };
      try {
        await transport.verify();
      } catch (error) {
        return { data: { ok: false, message: (error as Error).message } };
      }
      if (to === undefined) return { data: { ok: true, message: `${target} answers.` } };
      const refused = await sendLine(to);
      return refused
        ? { data: { ok: false, message: `Not sent: ${refused}.` } }
        : { data: { ok: true, message: `${target} took a mail to ${to}.` } };
    }),
    serve(emailsEndpoints.unsubscribePage, ({ token }, call) => answerPage(call, unsubscribing.ask(token))),
    serve(emailsEndpoints.unsubscribe, async ({ token }, call) =>
      answerPage(call, await unsubscribing.confirm(token)),
    ),
    serve(emailsEndpoints.confirmPage, ({ token }, call) => answerPage(call, confirming.ask(token))),
    serve(emailsEndpoints.confirm, async ({ token }, call) =>
      answerPage(call, await confirming.confirm(token)),
    ),
    serve(emailsEndpoints.click, async ({ token }, call) => {
      const { ctx } = call;
      const url = await clicks.follow(token, { method: ctx.method, header: (name) => ctx.get(name) });
      if (url === undefined) return answerPage(call, notFoundPage());
      ctx.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
      ctx.redirect(url);
      return String(ctx.body);
    }),
  ];
};
