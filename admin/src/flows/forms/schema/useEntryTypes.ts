import type { AnswerOf } from '../../../../../plugin/src/endpoints';
import { flowsEndpoints } from '../../../../../plugin/src/flows/endpoints';
import { useEndpoint } from '../../../shared/useEndpoint';

type EntryTypes = AnswerOf<typeof flowsEndpoints.entryTypes>['data'];

const NONE: EntryTypes = [];

/** The types of entries that a flow can watch; none until they are asked for. */
export const useEntryTypes = (asked: boolean): EntryTypes =>
  useEndpoint(flowsEndpoints.entryTypes, asked ? {} : null).answer?.data ?? NONE;
