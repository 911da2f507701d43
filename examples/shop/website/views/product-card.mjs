import { money } from '../shop/money.mjs';
import { html } from './html.mjs';

export const productCard = (product, { eager = false } = {}) =>
  html` <li class="card">
    <a class="card__link" href="/products/${product.slug}">
      <img
        class="card__picture"
        src="${product.image}"
        alt=""
        width="600"
        height="600"
        ${eager ? '' : html`loading="lazy"`}
      />
      <span class="card__name">${product.name}</span>
      <span class="card__line">${product.line}</span>
      <span class="card__price">${money(product.price)}</span>
    </a>
  </li>`;

export const productGrid = (products, options) =>
  html`<ul class="grid">
    ${products.map((product, i) => productCard(product, { eager: options?.eager && i < 4 }))}
  </ul>`;
