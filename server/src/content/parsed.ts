/** Databases and API clients hand JSON over as text at times; a text that is none stays what it is. */
export const parsed = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};
