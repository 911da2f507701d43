import { money } from '../shop/money.mjs';
import { html } from './html.mjs';
import { productGrid } from './product-card.mjs';

export const productPage = (product, others) =>
  html` <article class="product">
      <img
        class="product__picture"
        src="${product.image}"
        alt="${product.name}"
        width="600"
        height="600"
        fetchpriority="high"
      />
      <div class="product__words">
        <p class="eyebrow"><a href="/c/${product.category.slug}">${product.category.name}</a></p>
        <h1>${product.name}</h1>
        <p class="lead">${product.line}</p>
        <p class="product__price">
          ${money(product.price)}
          <span>incl. VAT, ${product.price >= 60 ? 'free delivery' : 'plus €4.90 delivery'}</span>
        </p>
        <form class="product__buy" method="post" action="/cart/add">
          <input type="hidden" name="sku" value="${product.sku}" />
          <label for="quantity">Quantity</label>
          <select id="quantity" name="quantity">
            ${[1, 2, 3, 4, 5, 6].map((n) => html`<option>${n}</option>`)}
          </select>
          <button class="button">Put in the cart</button>
        </form>
        <p>${product.description}</p>
        <ul class="facts">
          ${(product.details ?? []).map((detail) => html`<li>${detail}</li>`)}
        </ul>
        <p class="fine">In stock. Ordered before 2 p.m., it leaves today. 60 days to send it back.</p>
      </div>
    </article>
    <section class="shelf">
      <header class="shelf__head"><h2>Goes well with it</h2></header>
      ${productGrid(others)}
    </section>`;
