import { html } from './html.mjs';
import { productGrid } from './product-card.mjs';

export const categoryPage = (category, products) =>
  html` <header class="headline">
      <h1>${category.name}</h1>
      <p class="lead">${category.line}</p>
    </header>
    <section class="shelf">${productGrid(products, { eager: true })}</section>`;
