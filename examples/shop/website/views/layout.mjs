import { consentBanner } from './consent.mjs';
import { html, jsonScript } from './html.mjs';
import { previewWords } from './preview-words.mjs';

const nav = ({ catalogue, url }) =>
  html` <nav class="nav" aria-label="Departments">
    ${catalogue.categories.map(
      ({ slug, name }) =>
        html`<a href="/c/${slug}" ${url.pathname === `/c/${slug}` ? html`aria-current="page"` : ''}
          >${name}</a
        >`,
    )}
  </nav>`;

const header = (call) =>
  html` <header class="top">
    <a class="brand" href="/"
      ><svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
        <path d="M16 29V13" stroke="#4f6b54" stroke-width="2.6" stroke-linecap="round" />
        <path d="M16 18C7 18 5 11 5 5c8 0 11 5 11 13Z" fill="#4f6b54" />
        <path d="M16 23c8 0 11-5 11-11-7 0-11 4-11 11Z" fill="#c8694a" /></svg
      ><span>Hearth &amp; Fern</span></a
    >
    ${nav(call)}
    <div class="top__tools">
      <a href="/account">${call.customer ? 'My account' : 'Log in'}</a>
      <a href="/cart" class="top__cart" aria-label="Cart, ${call.cart.count} items"
        >Cart <span class="count">${call.cart.count}</span></a
      >
    </div>
  </header>`;

const footer = html` <footer class="foot">
  <div>
    <p class="foot__brand">Hearth &amp; Fern</p>
    <p>
      Things for the home from forty workshops. A demonstration shop: nothing is for sale, and nothing will
      arrive.
    </p>
  </div>
  <nav aria-label="Service">
    <a href="/about">About us</a>
    <a href="/account">Your account</a>
    <form method="post" action="/consent/ask"><button class="linklike">What we may remember</button></form>
  </nav>
</footer>`;

const previewNote = (previewed) =>
  html`<p class="preview-note" role="status">${previewWords(previewed)} Nothing is recorded.</p>`;

/**
 * A whole page. `events` are what happened here, in Segment's vocabulary; the script in the page sends them
 * once the visitor allows it.
 */
export const layout = (call, { title, description, main, events = [], noIndex = false }) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Hearth &amp; Fern</title>
        ${description && html`<meta name="description" content="${description}" />`}
        ${noIndex && html`<meta name="robots" content="noindex" />`}
        <link rel="stylesheet" href="${call.assets.css}" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <script src="${call.assets.js}" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        ${call.isPreview ? previewNote(call.previewed) : ''} ${header(call)}
        <main id="main">${main}</main>
        ${footer} ${call.consentAsked ? consentBanner(call.url.pathname) : ''}
        ${jsonScript('shop-data', { ...call.browser, events })}
      </body>
    </html>`;
