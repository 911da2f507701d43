/** The answers of a mixed segment's parts, a digit each, as a membership keeps them. */
export const encodeParts = (answers: readonly boolean[]): string =>
  answers.map((answer) => (answer ? '1' : '0')).join('');

export const decodeParts = (parts: string): readonly boolean[] => [...parts].map((digit) => digit === '1');
