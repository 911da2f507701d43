import { Button, Flex } from '@strapi/design-system';

import { describeDuration } from '../../../../plugin/src/duration';

interface OftenChosenProps {
  /** Of the field that they fill in. */
  readonly label: string;
  readonly examples: readonly string[];
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

/** What is often chosen, at a click: `10 minutes`, `1 hour`. */
export const OftenChosen = ({ label, examples, value, disabled, onChange }: OftenChosenProps) => (
  <Flex gap={2} wrap="wrap" role="group" aria-label={label}>
    {examples.map((each) => (
      <Button
        key={each}
        type="button"
        size="S"
        variant={each === value ? 'secondary' : 'tertiary'}
        aria-pressed={each === value}
        disabled={disabled}
        onClick={() => onChange(each)}
      >
        {describeDuration(each)}
      </Button>
    ))}
  </Flex>
);
