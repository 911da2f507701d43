import { money } from '../shop/money.mjs';
import { sums } from './cart.mjs';
import { html } from './html.mjs';

export const MARKETING_WORDING =
  'Write to me about my cart and about new things. I can end this in every mail.';

const side = (cart) =>
  html` <aside class="desk__side">
    <h2>Your order</h2>
    <ul class="brief">
      ${cart.items.map(
        ({ product, quantity }) =>
          html`<li>
            <span>${quantity} × ${product.name}</span><span>${money(product.price * quantity)}</span>
          </li>`,
      )}
    </ul>
    ${sums(cart)}
  </aside>`;

const field = (name, label, value, more) =>
  html` <p class="field">
    <label for="${name}">${label}</label
    ><input id="${name}" name="${name}" value="${value ?? ''}" required ${more} />
  </p>`;

export const contactPage = (cart, { email }) =>
  html` <div class="desk">
    <form method="post" action="/checkout/contact">
      <p class="eyebrow">Step 1 of 2</p>
      <h1>How do we reach you?</h1>
      ${field('email', 'E-mail address', email, html`type="email" autocomplete="email"`)}
      ${field('firstName', 'First name', '', html`autocomplete="given-name"`)}
      <p class="tick">
        <label><input type="checkbox" name="marketing" value="yes" /> ${MARKETING_WORDING}</label>
      </p>
      <button class="button">On to delivery</button>
    </form>
    ${side(cart)}
  </div>`;

export const deliveryPage = (cart, { email, firstName }) =>
  html` <div class="desk">
    <form method="post" action="/checkout/order">
      <p class="eyebrow">Step 2 of 2</p>
      <h1>Where may it go?</h1>
      <p>Confirmation to <strong>${email}</strong>. <a href="/checkout">Change</a></p>
      ${field('name', 'Name', firstName, html`autocomplete="name"`)}
      ${field('street', 'Street and number', '', html`autocomplete="street-address"`)}
      ${field('town', 'Postcode and town', '', html`autocomplete="address-level2"`)}
      <p class="fine">You pay by invoice. This is a demonstration: nothing is charged.</p>
      <button class="button">Order for ${money(cart.total)}</button>
    </form>
    ${side(cart)}
  </div>`;

export const thanksPage = (orderId) =>
  html` <div class="empty">
    <h1>Thank you</h1>
    <p class="lead">Your order ${orderId} is on its way to the packing table.</p>
    <a class="button" href="/">Back to the shop</a>
  </div>`;
