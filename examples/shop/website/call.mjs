import { cookie, readCookies } from './http/cookies.mjs';
import { readForm } from './http/form.mjs';
import { openCart } from './shop/cart.mjs';
import { CONSENT_COOKIE, readConsent } from './shop/consent.mjs';

const contactOf = (value) => {
  try {
    return value && JSON.parse(Buffer.from(value, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

/** What a handler needs to know of a request: who asks, what they carry, what they allowed. */
export const createCallOf =
  ({ site, cms, customers, assets, cmsPublicUrl, writeKey }) =>
  async (request, url, params) => {
    const cookies = readCookies(request.headers.cookie);
    const catalogue = await cms.catalogue();
    const consent = readConsent(cookies[CONSENT_COOKIE]);
    const customer = await customers.of(cookies.shop_session);
    // An editor looks at the page as somebody else: whoever holds this browser is not visiting.
    const isPreview = site.preview(request) !== undefined;
    const visitor = site.visitor(request, { userId: customer?.documentId });
    const call = {
      request,
      url,
      params,
      cookies,
      catalogue,
      cms,
      customers,
      site,
      consent,
      customer,
      isPreview,
      previewed: await site.previewed(request),
      consentAsked: consent === undefined && !isPreview,
      // A device gets its name with the first yes, or when somebody logs in. Before, there is nobody to name.
      visitor: isPreview || (visitor.isNew && !customer) ? undefined : visitor,
      cart: openCart(cookies.shop_cart, catalogue.bySku),
      contact: contactOf(cookies.shop_contact),
      assets: assets.paths,
      form: request.method === 'POST' ? await readForm(request) : {},
      nameVisitor() {
        call.visitor = visitor;
        return [visitor.setCookie];
      },
      forgetVisitor() {
        call.visitor = undefined;
        return [cookie('attune_visitor', '', { days: 0 })];
      },
      /** Tells what the visitor did here, if they allowed it. */
      tell: async (event, properties) =>
        call.visitor &&
        (consent?.analytics || customer) &&
        site.track(call.visitor, event, properties, request),
    };
    call.browser = {
      host: cmsPublicUrl,
      writeKey,
      anonymousId: call.visitor?.anonymousId ?? null,
      analytics: Boolean(call.visitor && consent?.analytics),
    };
    return call;
  };
