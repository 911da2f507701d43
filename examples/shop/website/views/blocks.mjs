import { html } from './html.mjs';
import { productGrid } from './product-card.mjs';
import { richtext } from './richtext.mjs';

export const LETTER_WORDING =
  'By sending this you agree to one letter a month. Every letter has a link to end it.';

const DARK = new Set(['evening']);

const hero = (block, first) =>
  html` <section class="hero ${DARK.has(block.picture) ? 'hero--dark' : ''}" data-block="hero">
    <div class="hero__words">
      ${block.eyebrow && html`<p class="eyebrow">${block.eyebrow}</p>`}
      ${first ? html`<h1>${block.title}</h1>` : html`<h2 class="h1">${block.title}</h2>`}
      ${block.text && html`<p class="lead">${block.text}</p>`}
      ${block.buttonText && html`<a class="button" href="${block.buttonHref}">${block.buttonText}</a>`}
    </div>
    <img
      class="hero__picture"
      src="/pictures/${block.picture ?? 'missing'}.svg"
      alt=""
      width="1200"
      height="900"
      fetchpriority="high"
    />
  </section>`;

const banner = (block) =>
  html` <aside class="banner banner--${block.tone ?? 'moss'}" data-block="banner">
    <p>
      <strong>${block.title}</strong> ${block.text}
      ${block.linkText && html`<a href="${block.href}">${block.linkText}</a>`}
    </p>
  </aside>`;

const text = (block) =>
  html` <section class="prose" data-block="text">
    ${block.title && html`<h2>${block.title}</h2>`} ${richtext(block.body)}
  </section>`;

const grid = (block) =>
  html` <section class="shelf" data-block="product-grid">
    <header class="shelf__head">
      <h2>${block.title}</h2>
      ${block.text && html`<p>${block.text}</p>`}
    </header>
    ${productGrid(block.products ?? [])}
  </section>`;

const quote = (block) =>
  html` <figure class="quote" data-block="quote">
    <blockquote><p>${block.text}</p></blockquote>
    <figcaption>${block.author}</figcaption>
  </figure>`;

const faq = (block) =>
  html` <section class="faq" data-block="faq">
    <h2>${block.title}</h2>
    <div>
      ${(block.items ?? []).map(
        ({ question, answer }) =>
          html` <details>
            <summary>${question}</summary>
            <p>${answer}</p>
          </details>`,
      )}
    </div>
  </section>`;

const callToAction = (block) =>
  html` <section class="action" data-block="call-to-action">
    <img src="/pictures/${block.picture ?? 'missing'}.svg" alt="" width="1200" height="900" />
    <div>
      <h2>${block.title}</h2>
      ${block.text && html`<p>${block.text}</p>`}
      ${block.buttonText && html`<a class="button" href="${block.buttonHref}">${block.buttonText}</a>`}
    </div>
  </section>`;

const newsletter = (block) =>
  html` <section class="letter" data-block="newsletter">
    <div>
      <h2>${block.title}</h2>
      <p>${block.text}</p>
    </div>
    <form method="post" action="/newsletter">
      <label class="visually-hidden" for="letter-email">Your e-mail address</label>
      <input
        id="letter-email"
        name="email"
        type="email"
        required
        autocomplete="email"
        placeholder="you@example.com"
      />
      <button class="button">Send it to me</button>
      <p class="fine">${LETTER_WORDING}</p>
    </form>
  </section>`;

const views = {
  'blocks.hero': hero,
  'blocks.text': text,
  'blocks.product-grid': grid,
  'blocks.banner': banner,
  'blocks.quote': quote,
  'blocks.faq': faq,
  'blocks.call-to-action': callToAction,
  'blocks.newsletter': newsletter,
};

/** The blocks of a page in their order. The first hero carries the page's heading. */
export const blocks = (zone) => {
  const firstHero = zone.findIndex(({ __component }) => __component === 'blocks.hero');
  return zone.map((block, i) => views[block.__component]?.(block, i === firstHero));
};
