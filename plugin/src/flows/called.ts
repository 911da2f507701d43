import type { FlowDefinition } from './flow';

/** What things outside a flow are called, by key; what is not among them is called by its key. */
export interface FlowNames {
  readonly templates?: ReadonlyMap<string, string>;
  readonly segments?: ReadonlyMap<string, string>;
  readonly flows?: ReadonlyMap<string, string>;
}

/** How sentences of a flow call what its options name by key. */
export interface Called {
  template(key: string): string;
  segment(key: string): string;
  flow(key: string): string;
  /** The mail of another step: `the mail “Your basket”`. */
  mail(step: string): string;
}

export const calledIn = (
  { steps }: Pick<FlowDefinition, 'steps'>,
  { templates, segments, flows }: FlowNames = {},
): Called => {
  const template = (key: string): string => templates?.get(key) ?? key;
  return {
    template,
    segment: (key) => segments?.get(key) ?? key,
    flow: (key) => flows?.get(key) ?? key,
    mail(step) {
      const key = steps[step]?.template;
      return typeof key === 'string'
        ? `the mail “${template(key)}”`
        : `the mail that the step “${step}” sent`;
    },
  };
};
