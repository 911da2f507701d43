export const CONSENT_COOKIE = 'shop_consent';
export const CONSENT_WORDING =
  'May we remember what you look at? So that the shop can show you what fits. It stays on our own server, and nobody else gets it.';

const ASKED = ['analytics', 'personalisation'];

/** What this device answered: undefined where it was never asked. */
export const readConsent = (cookie) =>
  cookie === undefined
    ? undefined
    : Object.fromEntries(
        [...ASKED, 'marketing'].map((purpose) => [purpose, cookie.split('.').includes(purpose)]),
      );

export const writeConsent = (decisions) =>
  Object.entries(decisions)
    .filter(([, granted]) => granted)
    .map(([purpose]) => purpose)
    .join('.') || 'none';

/** The answers in a posted form: all, none, or box by box. Marketing is asked in the account and at the checkout only. */
export const decisionsOf = (form) => {
  const ticked = (purpose) => form.choice === 'all' || (form.choice === 'these' && form[purpose] === 'yes');
  return {
    ...Object.fromEntries(ASKED.map((purpose) => [purpose, ticked(purpose)])),
    ...(form.account === 'yes' && { marketing: form.marketing === 'yes' }),
  };
};
