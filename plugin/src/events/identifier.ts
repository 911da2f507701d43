import { faulty, type Read } from './fault';
import { EVENT_LIMITS } from './limits';

/**
 * A terminal, a log and PostgreSQL stumble over control characters; half of a surrogate pair is stored as another
 * character than was sent, and so never found again.
 */
const UNFIT = /[\p{Cc}\p{Cs}]/u;

/**
 * An id or a name: text of 1 to 256 characters without control characters, whatever else it may look like.
 * Whole numbers are taken as their digits, as shops send them. Undefined when it is missing, null or empty.
 */
export const readIdentifier = (value: unknown, path: string): Read<string | undefined> => {
  if (value === undefined || value === null || value === '') return { value: undefined };
  if (typeof value === 'number' && Number.isSafeInteger(value)) return { value: String(value) };
  if (typeof value !== 'string') return faulty('type', path, 'Wanted text.');
  if (value.length > EVENT_LIMITS.text) {
    return faulty('too-long', path, `May have at most ${EVENT_LIMITS.text} characters.`);
  }
  if (UNFIT.test(value)) {
    return faulty('characters', path, 'May not hold control characters, nor half of a character.');
  }
  return { value };
};
