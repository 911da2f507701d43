/** What people write about a segment. */
export interface Notes {
  readonly name: string;
  readonly description: string;
  readonly purpose: string;
  readonly owner: string;
  readonly folder: string;
  readonly tags: readonly string[];
}

/** Those of a stored segment or of a template; empty ones for neither. */
export const notesOf = (from: Partial<Notes> | undefined): Notes & { readonly tags: string[] } => ({
  name: from?.name ?? '',
  description: from?.description ?? '',
  purpose: from?.purpose ?? '',
  owner: from?.owner ?? '',
  folder: from?.folder ?? '',
  tags: [...(from?.tags ?? [])],
});

/** What was typed with commas between, as tags. */
export const tagsIn = (typed: string): string[] => [
  ...new Set(
    typed
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
];
