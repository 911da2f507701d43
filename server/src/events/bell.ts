/** Something to wait for that others ring. Who waits stays in its own async context. */
export const createBell = () => {
  let ring = (): void => {};
  let rung = new Promise<void>((resolve) => (ring = resolve));
  return {
    ring: () => ring(),
    async wait() {
      await rung;
      rung = new Promise<void>((resolve) => (ring = resolve));
    },
  };
};
