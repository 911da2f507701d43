import { money } from '../shop/money.mjs';
import { html } from './html.mjs';

const row = ({ product, quantity }) =>
  html` <li class="line">
    <img src="${product.image}" alt="" width="120" height="120" />
    <div class="line__words">
      <a href="/products/${product.slug}">${product.name}</a>
      <span class="fine">${money(product.price)} each</span>
    </div>
    <form method="post" action="/cart/set" class="line__amount">
      <input type="hidden" name="sku" value="${product.sku}" />
      <label class="visually-hidden" for="q-${product.sku}">Quantity of ${product.name}</label>
      <input
        id="q-${product.sku}"
        name="quantity"
        type="number"
        min="0"
        max="20"
        value="${quantity}"
        inputmode="numeric"
      />
      <button class="linklike">Update</button>
      <button class="linklike" name="remove" value="yes" aria-label="Remove ${product.name}">Remove</button>
    </form>
    <span class="line__sum">${money(product.price * quantity)}</span>
  </li>`;

export const sums = (cart) =>
  html` <dl class="sums">
    <div>
      <dt>Goods</dt>
      <dd>${money(cart.sum)}</dd>
    </div>
    <div>
      <dt>Delivery</dt>
      <dd>${cart.shipping === 0 ? 'Free' : money(cart.shipping)}</dd>
    </div>
    <div class="sums__total">
      <dt>Total</dt>
      <dd>${money(cart.total)}</dd>
    </div>
  </dl>`;

const empty = html` <div class="empty">
  <h1>Your cart is empty</h1>
  <p class="lead">A good moment to look around.</p>
  <a class="button" href="/">To the shop</a>
</div>`;

export const cartPage = (cart) =>
  cart.items.length === 0
    ? empty
    : html` <div class="desk">
        <section>
          <h1>Your cart</h1>
          <ul class="lines">
            ${cart.items.map(row)}
          </ul>
        </section>
        <aside class="desk__side">
          <h2>Together</h2>
          ${sums(cart)}
          ${cart.shipping > 0 &&
          html`<p class="fine">${money(60 - cart.sum)} more, and delivery is free.</p>`}
          <a class="button button--wide" href="/checkout">To the checkout</a>
        </aside>
      </div>`;
