import { html } from './html.mjs';

export const plainPage = (title, text) =>
  html` <div class="empty">
    <h1>${title}</h1>
    <p class="lead">${text}</p>
    <a class="button" href="/">To the shop</a>
  </div>`;
