import { randomUUID } from 'node:crypto';

import { cookie } from './http/cookies.mjs';
import { safeReturn } from './http/form.mjs';
import { page } from './pages.mjs';
import { cartProperties, cartWith, openCart, productProperties } from './shop/cart.mjs';
import { CONSENT_COOKIE, CONSENT_WORDING, decisionsOf, writeConsent } from './shop/consent.mjs';
import { loginPage } from './views/account.mjs';
import { LETTER_WORDING } from './views/blocks.mjs';
import { MARKETING_WORDING } from './views/checkout.mjs';

const to = (location, cookies = []) => ({ status: 303, headers: { location, 'set-cookie': cookies } });

const setQuantity = async (call, sku, quantity) => {
  const product = call.catalogue.bySku(sku);
  if (!product) return to('/cart');
  const before = call.cart.items.find((item) => item.product.sku === sku)?.quantity ?? 0;
  const value = cartWith(call.cart, sku, quantity);
  const cart = openCart(value, call.catalogue.bySku);
  const after = cart.items.find((item) => item.product.sku === sku)?.quantity ?? 0;
  if (after !== before) {
    await call.tell(after > before ? 'Product Added' : 'Product Removed', {
      ...productProperties(product),
      quantity: Math.abs(after - before),
      ...cartProperties(cart),
    });
  }
  return to('/cart', [cookie('shop_cart', value)]);
};

const addToCart = (call) => {
  const { sku, quantity } = call.form;
  const held = call.cart.items.find((item) => item.product.sku === sku)?.quantity ?? 0;
  return setQuantity(call, sku, held + Math.max(1, Number(quantity) || 1));
};

const changeCart = (call) =>
  setQuantity(call, call.form.sku, call.form.remove === 'yes' ? 0 : call.form.quantity);

const consentCookies = (call, decisions) => {
  const value = writeConsent({ ...call.consent, ...decisions });
  return [cookie(CONSENT_COOKIE, value, { days: 180 })];
};

/** With a no to everything the device gets no name at all: there is nothing to remember it by. */
const consent = async (call) => {
  const decisions = decisionsOf(call.form);
  const wanted = Object.values(decisions).some(Boolean);
  const cookies = wanted ? call.nameVisitor() : [];
  if (call.visitor) {
    const source = call.form.account === 'yes' ? 'account' : 'banner';
    await call.site.consent(call.visitor, decisions, { source, wording: CONSENT_WORDING });
  }
  return to(safeReturn(call.form.return), [...cookies, ...consentCookies(call, decisions)]);
};

const askAgain = () => to('/', [cookie(CONSENT_COOKIE, '', { days: 0 })]);

const contact = async (call) => {
  const email = String(call.form.email ?? '')
    .trim()
    .slice(0, 320);
  const firstName = String(call.form.firstName ?? '')
    .trim()
    .slice(0, 80);
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return to('/checkout');
  const marketing = call.form.marketing === 'yes';
  const cookies = marketing ? call.nameVisitor() : [];
  if (call.visitor && !call.customer) await call.site.claim(call.visitor, { email, firstName }, call.request);
  if (marketing)
    await call.site.consent(
      call.visitor,
      { marketing: true },
      { source: 'checkout', wording: MARKETING_WORDING },
    );
  const note = Buffer.from(JSON.stringify({ email, firstName })).toString('base64url');
  return to('/checkout/delivery', [
    ...cookies,
    ...(marketing && call.consent ? consentCookies(call, { marketing }) : []),
    cookie('shop_contact', note, { days: 1 }),
  ]);
};

const order = async (call) => {
  if (call.cart.count === 0) return to('/cart');
  const orderId = `HF-${randomUUID().slice(0, 8).toUpperCase()}`;
  await call.tell('Order Completed', {
    order_id: orderId,
    total: call.cart.total,
    shipping: call.cart.shipping,
    revenue: call.cart.sum,
    ...cartProperties(call.cart),
  });
  return to(`/checkout/thanks?order=${orderId}`, [
    cookie('shop_cart', '', { days: 0 }),
    cookie('shop_contact', '', { days: 0 }),
  ]);
};

const loginAgain = (call, problem) =>
  page(
    call,
    { title: 'Your account', noIndex: true, main: loginPage({ problem, email: call.form.email }) },
    400,
  );

const logIn = async (call) => {
  const { jwt, user, problem } = await call.customers.logIn(call.form.email, call.form.password);
  if (!jwt) return loginAgain(call, problem);
  const cookies = call.nameVisitor();
  const visitor = { ...call.visitor, userId: user.documentId };
  // Logging in proves who this is: so it goes under the server key, and the device's past becomes theirs.
  await call.site.identify(visitor, { email: user.email }, call.request);
  // What they answered on another device holds here too: nobody is asked twice.
  const decisions = (await call.site.decisions(visitor)) ?? {};
  const known = Object.keys(decisions).length > 0 ? consentCookies(call, decisions) : [];
  return to('/', [...cookies, ...known, cookie('shop_session', jwt, { days: 7 })]);
};

const register = async (call) => {
  const { user, problem } = await call.customers.register(call.form.email, call.form.password);
  return user ? to('/account?registered') : loginAgain(call, problem);
};

/** The device gets a new name, so that whoever uses it next is a stranger. */
const logOut = (call) => to('/', [...call.forgetVisitor(), cookie('shop_session', '', { days: 0 })]);

const newsletter = async (call) => {
  const cookies = call.nameVisitor();
  await call.site.claim(call.visitor, { email: String(call.form.email ?? '').slice(0, 320) }, call.request);
  await call.site.consent(
    call.visitor,
    { marketing: true },
    { source: 'newsletter', wording: LETTER_WORDING },
  );
  return to('/?letter=yes', cookies);
};

export const actionRoutes = [
  ['POST', '/cart/add', addToCart],
  ['POST', '/cart/set', changeCart],
  ['POST', '/consent', consent],
  ['POST', '/consent/ask', askAgain],
  ['POST', '/checkout/contact', contact],
  ['POST', '/checkout/order', order],
  ['POST', '/account/login', logIn],
  ['POST', '/account/register', register],
  ['POST', '/account/logout', logOut],
  ['POST', '/newsletter', newsletter],
];
