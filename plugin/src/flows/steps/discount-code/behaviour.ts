import { afterEffect, awaitEffect, waysAfterEffect, type AfterEffect } from '../../after-effect';
import type { FlowStepBehaviour } from '../../step';

export interface DiscountCodeOptions extends AfterEffect {
  /** `SPRING-{6}`: the braces hold how many signs are drawn. */
  readonly pattern: string;
}

/** Draws a code that nobody else has. Mails of the run print it as `{{codes.<step>}}`. */
export const discountCode: FlowStepBehaviour<DiscountCodeOptions> = {
  kind: 'discount-code',
  waits: false,
  enter: (visit) => awaitEffect(visit, 'discount-code', { pattern: visit.options.pattern }),
  settled: afterEffect,
  ways: waysAfterEffect,
  describe: ({ pattern }) => `draw a discount code ${pattern}`,
};
