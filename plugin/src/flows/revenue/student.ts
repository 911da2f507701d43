/** The standard normal distribution's 97.5 % point. */
const Z = 1.959963984540054;

/**
 * Student's t: the point below which 97.5 % of it lie, for this many degrees of freedom. By the expansion of
 * Abramowitz and Stegun, 26.7.5: right to four digits from ten degrees on.
 */
export const student = (freedom: number): number => {
  const terms = [
    (Z ** 3 + Z) / 4,
    (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96,
    (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384,
    (79 * Z ** 9 + 776 * Z ** 7 + 1_482 * Z ** 5 - 1_920 * Z ** 3 - 945 * Z) / 92_160,
  ];
  return terms.reduce((sum, term, at) => sum + term / freedom ** (at + 1), Z);
};
