export interface FolderCount {
  readonly path: string;
  readonly count: number;
}

/** `a/b/c` as its steps from the outermost on: a, a/b, a/b/c. */
export const stepsTo = (path: string): readonly { readonly path: string; readonly name: string }[] => {
  const parts = path === '' ? [] : path.split('/');
  return parts.map((name, at) => ({ path: parts.slice(0, at + 1).join('/'), name }));
};

/** The folders right below one, with their names alone. */
export const childrenOf = (
  folders: readonly FolderCount[],
  parent: string,
): readonly (FolderCount & { readonly name: string })[] => {
  const start = parent === '' ? '' : `${parent}/`;
  return folders
    .filter(
      ({ path }) => path.startsWith(start) && path !== parent && !path.slice(start.length).includes('/'),
    )
    .map((folder) => ({ ...folder, name: folder.path.slice(start.length) }));
};
