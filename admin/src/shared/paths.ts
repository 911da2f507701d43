/** Where the panel's pages stand. */
export const HOME = '/plugins/attune';

export const pathTo = (...steps: readonly string[]): string =>
  [HOME, ...steps.map((step) => encodeURIComponent(step))].join('/');
