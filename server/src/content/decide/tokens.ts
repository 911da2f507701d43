import { deflateRawSync, inflateRawSync } from 'node:zlib';

import type { Secrets } from '../../ports';

/** What was chosen for somebody on one page. */
export interface Choices {
  /** A letter for each decision, as `decidePage` makes it. */
  readonly word: string;
  /** Of the whole page, all variants in it: choices mean nothing on another. Hexadecimal, 32 digits. */
  readonly version: string;
  /** Epoch milliseconds, whole seconds. */
  readonly expiresAt: number;
}

/** Where choices hold: nowhere else does their token open. */
export interface Place {
  /** As `plainAddress` spells it. */
  readonly url: string;
  /** For whose rights: the public's, or one API token's. */
  readonly caller: string;
}

export interface DecisionTokens {
  /** Undefined for choices that make too long a token for a header. */
  seal(choices: Choices, place: Place): string | undefined;
  /** Undefined for a token that is not ours, or was made for another place. It may be over. */
  open(token: string, place: Place): Choices | undefined;
}

const PURPOSE = 'content decision';
/** Many proxies refuse longer headers. */
const LONGEST = 4_000;

/** Format, end in seconds, version, length of the word. */
const HEAD_BYTES = 1 + 4 + 16 + 4;
const PLAIN = 1;
const DEFLATED = 2;
/** The length of a token is to tell nothing of what was left out. */
const PADDED_TO = 64;
const WORTH_DEFLATING = 96;

const boundTo = ({ url, caller }: Place): string => `${caller}\n${url}`;

/**
 * Tokens that say nothing to whoever holds them, and are the same for the same choices: no visitor and no moment is
 * in them, so that caches keep one page for all who see it.
 */
export const createDecisionTokens = (secrets: Pick<Secrets, 'seal' | 'unseal'>): DecisionTokens => ({
  seal({ word, version, expiresAt }, place) {
    const letters = Buffer.from(word, 'utf16le');
    const isLong = letters.length > WORTH_DEFLATING;
    const body = isLong ? deflateRawSync(letters) : letters;
    const whole = Math.ceil((HEAD_BYTES + body.length) / PADDED_TO) * PADDED_TO;
    const plain = Buffer.alloc(whole);
    plain.writeUInt8(isLong ? DEFLATED : PLAIN, 0);
    plain.writeUInt32BE(Math.floor(expiresAt / 1_000), 1);
    plain.write(version, 5, 'hex');
    plain.writeUInt32BE(body.length, 21);
    body.copy(plain, HEAD_BYTES);
    const token = secrets.seal(PURPOSE, plain, boundTo(place));
    return token.length <= LONGEST ? token : undefined;
  },
  open(token, place) {
    if (token.length > LONGEST) return undefined;
    const plain = secrets.unseal(PURPOSE, token, boundTo(place));
    if (!plain || plain.length < HEAD_BYTES) return undefined;
    const body = plain.subarray(HEAD_BYTES, HEAD_BYTES + plain.readUInt32BE(21));
    const letters = plain.readUInt8(0) === DEFLATED ? inflateRawSync(body) : body;
    return {
      word: letters.toString('utf16le'),
      version: plain.toString('hex', 5, 21),
      expiresAt: plain.readUInt32BE(1) * 1_000,
    };
  },
});
