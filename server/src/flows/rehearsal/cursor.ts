import { PluginError } from '../../../../plugin/src';

/** How far a rehearsal has come: all that the next part must know of those before it. */
export interface Cursor {
  /** The last profile that was passed. */
  readonly after: string;
  readonly looked: number;
  /** People there were when it began. */
  readonly base: number;
  /** Which of them are looked at: this share, by chance. */
  readonly share: number;
}

export const writeCursor = ({ after, looked, base, share }: Cursor): string =>
  Buffer.from(JSON.stringify([after, looked, base, share])).toString('base64url');

export const readCursor = (text: string): Cursor => {
  try {
    const [after, looked, base, share] = JSON.parse(
      Buffer.from(text, 'base64url').toString('utf8'),
    ) as unknown[];
    const numbers = [looked, base, share].map(Number);
    if (typeof after === 'string' && numbers.every((one) => one >= 0)) {
      return { after, looked: Number(looked), base: Number(base), share: Number(share) };
    }
  } catch {
    // What is not ours is refused below.
  }
  throw new PluginError('invalid', 'next: this is not where a rehearsal went on.');
};
