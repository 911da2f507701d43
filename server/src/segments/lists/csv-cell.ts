/** A spreadsheet takes what begins so for a formula, and runs it (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/;
const DEFUSED = /^'(?=[=+\-@\t\r])/;
const QUOTED = /[",\r\n]/;

/** One cell as RFC 4180 writes it; what a spreadsheet would run begins with an apostrophe. */
export const cellOf = (value: string): string => {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export const lineOf = (values: readonly string[]): string => `${values.map(cellOf).join(',')}\r\n`;

/** The value as it was before `cellOf`, so that what we wrote can be read again. */
export const undefused = (cell: string): string => cell.replace(DEFUSED, '');
