interface Needs {
  /** The segments as they are at hand; undefined when they must be looked for first. */
  segments(): object | undefined;
  /** Of all that is stored of visitors; undefined where it cannot be told. */
  visitors(): unknown;
}

/**
 * What judgements rest on beside the request: one object for as long as nothing of it has changed. Who is nobody
 * rests on the segments alone.
 */
export const createBases = ({ segments, visitors }: Needs) => {
  let last: { readonly segments: object; readonly visitors: unknown; readonly basis: object } | undefined;
  return (isNamed: boolean): object | undefined => {
    const now = segments();
    if (!now || !isNamed) return now;
    const version = visitors();
    if (version === undefined) return undefined;
    if (last?.segments !== now || last.visitors !== version)
      last = { segments: now, visitors: version, basis: {} };
    return last.basis;
  };
};
