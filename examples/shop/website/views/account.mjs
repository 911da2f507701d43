import { html } from './html.mjs';

const problemNote = (problem) => problem && html`<p class="problem" role="alert">${problem}</p>`;

export const loginPage = ({ problem, notice, email }) =>
  html` <header class="headline">
      <h1>Your account</h1>
      ${notice && html`<p class="notice" role="status">${notice}</p>`}
    </header>
    <div class="pair">
      <form method="post" action="/account/login">
        <h2>Log in</h2>
        ${problemNote(problem)}
        <p class="field">
          <label for="email">E-mail address</label
          ><input id="email" name="email" type="email" value="${email ?? ''}" required autocomplete="email" />
        </p>
        <p class="field">
          <label for="password">Password</label
          ><input id="password" name="password" type="password" required autocomplete="current-password" />
        </p>
        <button class="button">Log in</button>
      </form>
      <form method="post" action="/account/register">
        <h2>New here</h2>
        <p>With an account you see your orders and decide what we may remember, on every device.</p>
        <p class="field">
          <label for="new-email">E-mail address</label
          ><input id="new-email" name="email" type="email" required autocomplete="email" />
        </p>
        <p class="field">
          <label for="new-password">Password</label
          ><input
            id="new-password"
            name="password"
            type="password"
            minlength="8"
            required
            autocomplete="new-password"
          />
        </p>
        <button class="button button--quiet">Open an account</button>
      </form>
    </div>`;

const tick = (name, checked, label) =>
  html` <p class="tick">
    <label
      ><input type="checkbox" name="${name}" value="yes" ${checked ? html`checked` : ''} /> ${label}</label
    >
  </p>`;

export const accountPage = (customer, consent) =>
  html` <header class="headline">
      <h1>Good to see you</h1>
      <p class="lead">You are logged in as ${customer.email}.</p>
    </header>
    <div class="pair">
      <form method="post" action="/consent">
        <h2>What we may do</h2>
        <input type="hidden" name="return" value="/account" />
        <input type="hidden" name="account" value="yes" />
        ${tick('analytics', consent.analytics, 'Count what is looked at and bought')}
        ${tick('personalisation', consent.personalisation, 'Show me what fits me')}
        ${tick('marketing', consent.marketing, 'Write to me about my cart and about new things')}
        <button class="button button--quiet" name="choice" value="these">Keep this choice</button>
      </form>
      <form method="post" action="/account/logout">
        <h2>Done for today?</h2>
        <p>Your cart stays with this device.</p>
        <button class="button button--quiet">Log out</button>
      </form>
    </div>`;
