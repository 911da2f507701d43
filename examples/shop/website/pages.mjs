import { readConsent, CONSENT_COOKIE } from './shop/consent.mjs';
import { cookie } from './http/cookies.mjs';
import { cartProperties, cartRestored, productProperties } from './shop/cart.mjs';
import { accountPage, loginPage } from './views/account.mjs';
import { blocks } from './views/blocks.mjs';
import { cartPage } from './views/cart.mjs';
import { categoryPage } from './views/category.mjs';
import { contactPage, deliveryPage, thanksPage } from './views/checkout.mjs';
import { layout } from './views/layout.mjs';
import { plainPage } from './views/plain.mjs';
import { productPage } from './views/product.mjs';

const PRIVATE = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-cache' };

export const page = (call, content, status = 200) => ({
  status,
  headers: PRIVATE,
  body: layout(call, content).raw,
});

const notFound = (call) =>
  page(
    call,
    {
      title: 'Not found',
      noIndex: true,
      main: plainPage('Nothing on this shelf', 'It may have sold out, or the address has a slip.'),
    },
    404,
  );

const contentPage = (slugOf) => async (call) => {
  const entry = await call.cms.page(slugOf(call), call);
  if (!entry) return notFound(call);
  return page(call, { title: entry.title, description: entry.description, main: blocks(entry.blocks ?? []) });
};

const category = async (call) => {
  const found = await call.cms.category(call.params.slug, call);
  if (!found) return notFound(call);
  const products = call.catalogue.inCategory(found.slug);
  return page(call, {
    title: found.name,
    description: found.line,
    main: categoryPage(found, products),
    events: [
      {
        name: 'Product List Viewed',
        properties: { category: found.slug, products: products.map(productProperties) },
      },
    ],
  });
};

const product = async (call) => {
  const found = call.catalogue.bySlug(call.params.slug);
  if (!found) return notFound(call);
  const others = call.catalogue.inCategory(found.category.slug).filter(({ sku }) => sku !== found.sku);
  return page(call, {
    title: found.name,
    description: found.line,
    main: productPage(found, others.slice(0, 4)),
    events: [{ name: 'Product Viewed', properties: productProperties(found) }],
  });
};

/** A link of a mail fills the cart again. The address without the token is what stays in the browser. */
const restored = async (call, token) => {
  const found = await call.site.cart(token, call.visitor);
  const cookies = found ? [cookie('shop_cart', cartRestored(call.cart, found))] : [];
  return {
    status: 303,
    headers: { location: '/cart', 'referrer-policy': 'no-referrer', 'set-cookie': cookies },
  };
};

const cart = async (call) => {
  const token = call.url.searchParams.get('restore');
  if (token) return restored(call, token);
  return page(call, {
    title: 'Cart',
    noIndex: true,
    main: cartPage(call.cart),
    events: call.cart.count > 0 ? [{ name: 'Cart Viewed', properties: cartProperties(call.cart) }] : [],
  });
};

const checkout = (view) => async (call) =>
  call.cart.count === 0
    ? { status: 303, headers: { location: '/cart' } }
    : page(call, {
        title: 'Checkout',
        noIndex: true,
        main: view(call),
        events: [{ name: 'Checkout Started', properties: cartProperties(call.cart) }],
      });

const contact = checkout((call) =>
  contactPage(call.cart, { email: call.contact?.email ?? call.customer?.email }),
);
const delivery = checkout((call) => deliveryPage(call.cart, call.contact ?? {}));

const thanks = async (call) =>
  page(call, {
    title: 'Thank you',
    noIndex: true,
    main: thanksPage(call.url.searchParams.get('order') ?? ''),
  });

/** What counts is what the customer has answered; without an answer of theirs, what this device has. */
const consentOf = async ({ site, visitor, cookies }) => {
  const decisions = await site.decisions(visitor);
  return { ...readConsent(cookies[CONSENT_COOKIE]), ...decisions };
};

const account = async (call) =>
  page(call, {
    title: 'Your account',
    noIndex: true,
    main: call.customer
      ? accountPage(call.customer, await consentOf(call))
      : loginPage({
          notice: call.url.searchParams.has('registered')
            ? 'We have sent you a link: open it, then log in.'
            : '',
        }),
  });

export const pageRoutes = [
  ['GET', '/', contentPage(() => 'home')],
  ['GET', '/c/:slug', category],
  ['GET', '/products/:slug', product],
  ['GET', '/cart', cart],
  ['GET', '/checkout', contact],
  ['GET', '/checkout/delivery', delivery],
  ['GET', '/checkout/thanks', thanks],
  ['GET', '/account', account],
  // Whatever page an editor makes; last, so that it hides none of the shop's own.
  ['GET', '/:slug', contentPage(({ params }) => params.slug)],
];

export { notFound };
