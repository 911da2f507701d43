import { isLiteral } from '../plain';
import type { ExposuresPlace, Parts } from './page';

type Place = ExposuresPlace & { readonly printed: string };

interface Room {
  readonly body: unknown;
  readonly place: Place | undefined;
}

/**
 * Makes room for `meta.attune` where the answer can have one. Undefined where nothing could say what was shown: `meta`
 * stands elsewhere than Strapi puts it, or its `attune` is somebody else's.
 */
export const roomFor = (body: unknown, mark: string): Room | undefined => {
  if (!isLiteral(body) || !('data' in body)) return { body, place: undefined };
  const { meta } = body;
  if ('meta' in body && (!isLiteral(meta) || 'attune' in meta || Object.keys(body).at(-1) !== 'meta'))
    return undefined;
  // Not `:`, which stands after the mark where something was taken out.
  const token = `${mark} meta`;
  const filled = isLiteral(meta) ? Object.keys(meta).length > 0 : undefined;
  const [before, after] =
    filled === undefined ? [',"meta":{', '}'] : filled ? [',', ''] : (['', ''] as const);
  const printed = `${before}"attune":"${token}"${after}`;
  return {
    body: { ...body, meta: { ...(isLiteral(meta) ? meta : {}), attune: token } },
    place: { before: `${before}"attune":{"exposures":`, after: `}${after}`, printed },
  };
};

/** The parts before the room, and the text after it, in which nothing is decided: `meta` stands last. */
export const splitAtRoom = (parts: Parts, place: Place | undefined): { head: Parts; tail: string } => {
  if (!place) return { head: parts, tail: '' };
  const last = parts.at(-1);
  if (typeof last !== 'string') throw new Error('An answer ends with text.');
  const at = last.indexOf(place.printed);
  return {
    head: [...parts.slice(0, -1), last.slice(0, at)],
    tail: last.slice(at + place.printed.length),
  };
};
