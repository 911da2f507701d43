/** A decimal number without rounding: `digits / 10^scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

export const ZERO: Decimal = { digits: 0n, scale: 0 };

const PLAIN = /^([+-]?)(\d+)(?:\.(\d*))?(?:e([+-]?\d{1,2}))?$/i;
const GROUPED = { '.': /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/, ',': /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/ };
const LONGEST = 60;

/** `1,234.50` as plain digits; with a decimal comma `1.234,50`. Spaces and apostrophes between thousands go. */
const plain = (text: string, decimal: '.' | ','): string => {
  const tight = text.replace(/(?<=\d)[\s'’](?=\d{3})/g, '').trim();
  const thousands = decimal === '.' ? ',' : '.';
  const joined = GROUPED[decimal].test(tight) ? tight.replaceAll(thousands, '') : tight;
  return decimal === ',' && !joined.includes('.') ? joined.replace(',', '.') : joined;
};

/** Undefined when the text is no number. */
export const parseDecimal = (text: string, decimal: '.' | ',' = '.'): Decimal | undefined => {
  if (text.length > LONGEST) return undefined;
  const dotted = plain(text, decimal);
  // Read by itself a decimal comma's dot would stand for thousands.
  if (decimal === ',' && text.includes('.') && dotted.includes('.') && !text.includes(',')) return undefined;
  const match = PLAIN.exec(dotted.startsWith('.') ? `0${dotted}` : dotted);
  if (!match) return undefined;
  const [, sign = '', whole = '', part = '', power = '0'] = match;
  const scale = part.length - Number(power);
  const digits = BigInt(`${whole}${part}`) * (scale < 0 ? 10n ** BigInt(-scale) : 1n);
  return { digits: sign === '-' ? -digits : digits, scale: Math.max(0, scale) };
};

export const times = (a: Decimal, b: Decimal): Decimal => ({
  digits: a.digits * b.digits,
  scale: a.scale + b.scale,
});

export const plus = (a: Decimal, b: Decimal): Decimal => {
  if (a.scale === b.scale) return { digits: a.digits + b.digits, scale: a.scale };
  const scale = Math.max(a.scale, b.scale);
  const at = ({ digits, scale: own }: Decimal) => digits * 10n ** BigInt(scale - own);
  return { digits: at(a) + at(b), scale };
};

export const negated = ({ digits, scale }: Decimal): Decimal => ({ digits: -digits, scale });

/** The nearest number JavaScript has; undefined where a whole number would lose digits. */
export const toNumber = ({ digits, scale }: Decimal): number | undefined => {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const at = text.length - scale;
  const value = Number(`${digits < 0n ? '-' : ''}${text.slice(0, at)}.${text.slice(at) || '0'}`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return undefined;
  // No minus zero: JSON has none, and two equal files must make equal events.
  return value === 0 ? 0 : value;
};
