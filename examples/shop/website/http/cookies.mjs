/** Cookies of a request, decoded; a value that cannot be decoded is left out. */
export const readCookies = (header = '') => {
  const cookies = {};
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at < 0) continue;
    try {
      cookies[part.slice(0, at).trim()] = decodeURIComponent(part.slice(at + 1).trim());
    } catch {
      // Not ours: we encode what we set.
    }
  }
  return cookies;
};

/** A Set-Cookie value. `days` 0 takes the cookie away. */
export const cookie = (name, value, { days = 30, httpOnly = true, secure = false } = {}) =>
  [
    `${name}=${encodeURIComponent(value)}`,
    'Path=/',
    `Max-Age=${days * 86_400}`,
    'SameSite=Lax',
    httpOnly && 'HttpOnly',
    secure && 'Secure',
  ]
    .filter(Boolean)
    .join('; ');
