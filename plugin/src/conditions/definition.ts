import type { z } from 'zod';

import type { Definition, Extension } from '../registry';
import type { Groups } from './filter';
import type { ConditionBehaviour } from './kind';
import type { ConditionNames } from './names';
import type { Reason } from './verdict';

/** A kind of condition: what it is called, what it takes, how it reads, and what it does. */
export interface ConditionDefinition<Options extends { readonly kind: string } = never> extends Definition {
  /** The whole leaf; the admin form is drawn from it. Strict: what it does not know is refused. */
  readonly options: z.ZodType<Options>;
  readonly behaviour: ConditionBehaviour<Options>;
  /** The leaf as part of an English sentence about a person. `names` are what other things are called. */
  describe(options: Options, names: ConditionNames): string;
  /** What was found, in words: `4 × Order Completed in the last 30 days`. `groups` are those it was judged by. */
  explain(options: Options, reason: Reason, groups: Groups, names: ConditionNames): string;
}

/** Any kind; its own schema has checked which options belong to it. */
export type AnyDefinition = Omit<ConditionDefinition, 'options'> & { readonly options: z.ZodType };

/** Declares a kind of condition. Third parties pass theirs to the plugin's `extensions`. */
export const defineConditionKind = <Options extends { readonly kind: string }>(
  definition: ConditionDefinition<Options>,
): AnyDefinition & Extension =>
  ({ ...definition, point: 'condition-kind' }) as unknown as AnyDefinition & Extension;
