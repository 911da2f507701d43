/** The same without some of its parts. */
export const without = <Whole extends object, Part extends keyof Whole>(
  whole: Whole,
  ...parts: readonly Part[]
): Omit<Whole, Part> =>
  Object.fromEntries(
    Object.entries(whole).filter(([name]) => !(parts as readonly PropertyKey[]).includes(name)),
  ) as Omit<Whole, Part>;
