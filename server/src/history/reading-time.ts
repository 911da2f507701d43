import { DateTime, IANAZone } from 'luxon';

export interface TimeFormat {
  /** `iso`, `seconds`, `milliseconds`, or a pattern in Luxon's tokens. */
  readonly format: string;
  /** IANA name, for times that bring no offset. */
  readonly zone: string;
}

export const isZone = (name: string): boolean => IANAZone.isValidZone(name);

const MOST_KEPT = 1_000;

const read = (text: string, { format, zone }: TimeFormat): DateTime => {
  if (format === 'iso') return DateTime.fromISO(text.replace(' ', 'T'), { zone });
  if (format !== 'seconds' && format !== 'milliseconds') {
    return DateTime.fromFormat(text, format, { zone, locale: 'en' });
  }
  const number = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(number)) return DateTime.invalid('number');
  return DateTime.fromMillis(Math.trunc(format === 'seconds' ? number * 1_000 : number));
};

/** Reads times of one format: epoch milliseconds, or undefined. The same text comes often, and is read once. */
export const createTimeReader = (format: TimeFormat): ((text: string) => number | undefined) => {
  const known = new Map<string, number | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    const time = read(text.trim(), format);
    const at = time.isValid ? time.toMillis() : undefined;
    if (known.size >= MOST_KEPT) known.clear();
    known.set(text, at);
    return at;
  };
};
