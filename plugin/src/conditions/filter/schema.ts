import { z } from 'zod';

import type { Filter } from '../condition';
import { groupsIn } from '../groups';
import { MOST_NODES, testsIn } from '../shape';
import { filterFaults, numberFaults, valueFaults } from './faults';

const report = (
  faults: ReturnType<typeof filterFaults>,
  issue: (path: (string | number)[], message: string) => void,
) => faults.forEach(({ path, message }) => issue([...path], message));

/** A filter document; each fault names its path, and for a mistyped operator the nearest one. */
export const filterSchema: z.ZodType<Filter> = z.custom<Filter>().superRefine((value, context) => {
  // Counted before anything walks down into it.
  if (testsIn({ value }) > MOST_NODES) {
    context.addIssue({ code: 'custom', message: `A filter may have ${MOST_NODES} tests at most.` });
    return;
  }
  report(filterFaults(value), (path, message) => context.addIssue({ code: 'custom', path, message }));
});

const refuseGroups = (value: unknown, context: z.RefinementCtx): void => {
  for (const { path } of groupsIn(value)) {
    const message = 'Saved groups can be asked for in the filters of conditions only.';
    context.addIssue({ code: 'custom', path: [...path], message });
  }
};

/** The same where nothing is known of saved groups: the fields of a file, the events that a flow waits for. */
export const ungroupedFilterSchema: z.ZodType<Filter> = filterSchema.superRefine(refuseGroups);

/** A number, or operators on one: `3`, `{ "$gte": 3 }`. */
export const numberTestSchema = z.json().superRefine((value, context) => {
  report(numberFaults(value), (path, message) => context.addIssue({ code: 'custom', path, message }));
});

/** A value, or operators on one; it is what an event's figure comes to, which is in no saved group. */
export const valueTestSchema = z.json().superRefine((value, context) => {
  refuseGroups(value, context);
  report(valueFaults(value), (path, message) => context.addIssue({ code: 'custom', path, message }));
});
