import type { AnswerOf } from '../../../plugin/src/endpoints';
import type { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import en from '../translations/en.json';
import type { TextKey, TextValues } from '../shared/useText';

export type StepKind = AnswerOf<typeof flowsEndpoints.kinds>['data'][number];

/** What a kind is called: in the panel's words, or in those of the extension that brought it. */
export const kindLabel = (
  text: (key: TextKey, values?: TextValues) => string,
  kind: string,
  kinds: readonly StepKind[],
): string => {
  const key = `flows.kind.${kind}`;
  return key in en ? text(key as TextKey) : (kinds.find((each) => each.kind === kind)?.label ?? kind);
};
