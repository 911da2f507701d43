const MOST_BYTES = 16 * 1024;

/** The fields of a posted form. Throws when it is longer than any form of ours. */
export const readForm = async (request) => {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > MOST_BYTES) throw Object.assign(new Error('The form is too large.'), { status: 413 });
    parts.push(part);
  }
  return Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString('utf8')));
};

/** Whether a form was sent from a page of this very site. */
export const isOurOwn = (request) => {
  const { origin, host } = request.headers;
  if (request.headers['sec-fetch-site'] === 'cross-site') return false;
  return !origin || origin.replace(/^https?:\/\//, '') === host;
};

/** A path of this site to go back to; anything else leads home. */
export const safeReturn = (path) =>
  typeof path === 'string' && /^\/(?![/\\])[\w\-./?=&%]*$/.test(path) ? path : '/';
