import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { pictureOf } from './pictures/index.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const FOR_EVER = 'public, max-age=31536000, immutable';

const named = (prefix, ending, content) =>
  `/assets/${prefix}.${createHash('sha256').update(content).digest('hex').slice(0, 10)}.${ending}`;

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M16 29V13" stroke="#4f6b54" stroke-width="2.6" stroke-linecap="round"/><path d="M16 18C7 18 5 11 5 5c8 0 11 5 11 13Z" fill="#4f6b54"/><path d="M16 23c8 0 11-5 11-11-7 0-11 4-11 11Z" fill="#c8694a"/></svg>';

/** Style, script and pictures. Style and script carry their hash in their name, so browsers keep them for good. */
export const createAssets = () => {
  const css = readdirSync(join(here, 'styles'))
    .sort()
    .map((file) => readFileSync(join(here, 'styles', file), 'utf8'))
    .join('\n');
  const js = readFileSync(join(here, 'browser', 'shop.js'), 'utf8');
  const paths = { css: named('shop', 'css', css), js: named('shop', 'js', js) };
  const files = new Map([
    [paths.css, { type: 'text/css; charset=utf-8', body: css, cache: FOR_EVER }],
    [paths.js, { type: 'text/javascript; charset=utf-8', body: js, cache: FOR_EVER }],
    ['/icon.svg', { type: 'image/svg+xml', body: ICON, cache: 'public, max-age=86400' }],
  ]);

  const fileOf = (pathname) => {
    const picture = /^\/pictures\/([\w-]+)\.svg$/.exec(pathname);
    if (!picture) return files.get(pathname);
    const body = pictureOf(picture[1]);
    return body && { type: 'image/svg+xml', body, cache: 'public, max-age=86400' };
  };

  return {
    paths,
    /** The answer for an asset's path; undefined when it is none. */
    answer(pathname) {
      const file = fileOf(pathname);
      return file && { headers: { 'content-type': file.type, 'cache-control': file.cache }, body: file.body };
    },
  };
};
