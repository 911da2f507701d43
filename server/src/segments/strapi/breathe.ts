/** Lets other work of this process have a turn. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
