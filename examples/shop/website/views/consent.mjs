import { html } from './html.mjs';

/** Asked once, refused as easily as granted, and in nobody's way: the page behind it stays usable. */
export const consentBanner = (returnTo) =>
  html` <section class="consent" id="consent" aria-labelledby="consent-title">
    <form method="post" action="/consent">
      <input type="hidden" name="return" value="${returnTo}" />
      <h2 id="consent-title">May we remember what you look at?</h2>
      <p>So that the shop can show you what fits. It stays on our own server, and nobody else gets it.</p>
      <details>
        <summary>Choose yourself</summary>
        <label
          ><input type="checkbox" name="analytics" value="yes" /> Count what is looked at and bought</label
        >
        <label><input type="checkbox" name="personalisation" value="yes" /> Show me what fits me</label>
        <button class="button button--small button--quiet" name="choice" value="these">
          Keep this choice
        </button>
      </details>
      <div class="consent__buttons">
        <button class="button button--small button--quiet" name="choice" value="none">No, thanks</button>
        <button class="button button--small button--quiet" name="choice" value="all">
          Yes, that is fine
        </button>
      </div>
    </form>
  </section>`;
