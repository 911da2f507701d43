import { escapeHtml } from './rendering/html-text';

export interface Page {
  readonly status: number;
  readonly html: string;
}

const STYLE =
  'body{margin:0;background:#f4f2ee;color:#23211d;font:18px/1.5 system-ui,sans-serif}' +
  'main{max-width:30rem;margin:12vh auto;padding:2rem;background:#fff;border-radius:12px}' +
  'h1{margin:0 0 1rem;font-size:1.5rem}button{font:inherit;font-weight:600;padding:.7rem 1.4rem;border:0;' +
  'border-radius:8px;background:#8a3b12;color:#fff;cursor:pointer}button:focus-visible{outline:3px solid #23211d;' +
  'outline-offset:3px}@media(prefers-color-scheme:dark){body{background:#1b1a18;color:#eceae5}main{background:#26241f}}';

const page = (status: number, title: string, body: string): Page => ({
  status,
  html:
    `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">` +
    `<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>` +
    `<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`,
});

/** The form posts to the address it stands at: the token need not be written into the page. */
export const askPage = (siteName: string): Page =>
  page(
    200,
    'Unsubscribe',
    `<p>You will get no more marketing mail from ${escapeHtml(siteName)}.</p>` +
      `<form method="post"><button type="submit">Unsubscribe</button></form>`,
  );

export const donePage = (siteName: string): Page =>
  page(
    200,
    'You are unsubscribed',
    `<p role="status">${escapeHtml(siteName)} will send you no more marketing mail.</p>`,
  );

/** The same, for who asked to be written to: only the button is a yes, since scanners follow links. */
export const confirmPage = (siteName: string): Page =>
  page(
    200,
    'One more click',
    `<p>${escapeHtml(siteName)} will write to you about what is new, until you say no.</p>` +
      `<form method="post"><button type="submit">Yes, write to me</button></form>`,
  );

export const confirmedPage = (siteName: string): Page =>
  page(200, 'Thank you', `<p role="status">${escapeHtml(siteName)} may write to you from now on.</p>`);

export const unknownLinkPage = (): Page =>
  page(
    404,
    'This link is not one of ours',
    '<p>It may have been cut off. Open the mail again and use the whole link.</p>',
  );
