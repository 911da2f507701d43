import { faulty, type EventFault } from './fault';
import { EVENT_LIMITS } from './limits';

/**
 * A terminal, a log and PostgreSQL stumble over control characters; half of a surrogate pair is stored as another
 * character than was sent, and so never found again.
 */
const UNFIT = /[\p{Cc}\p{Cs}]/u;

/** Whether text holds a control character or half of a character; plain text, as nearly all is, is only walked over. */
export const isUnfit = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x1f && code < 0x7f) continue;
    if (code < 0xa0) return true;
    if (code > 0xd7ff && code < 0xe000) return UNFIT.test(text);
  }
  return false;
};

/**
 * An id or a name: text of 1 to 256 characters without control characters, whatever else it may look like.
 * Whole numbers are taken as their digits, as shops send them. Undefined when it is missing, null or empty;
 * a fault when it is something else.
 */
export const readIdentifier = (value: unknown, path: string): string | undefined | EventFault => {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value !== 'string') return faulty('type', path, 'Wanted text.').fault;
  if (value.length > EVENT_LIMITS.text) {
    return faulty('too-long', path, `May have at most ${EVENT_LIMITS.text} characters.`).fault;
  }
  if (isUnfit(value)) {
    return faulty('characters', path, 'May not hold control characters, nor half of a character.').fault;
  }
  return value;
};
