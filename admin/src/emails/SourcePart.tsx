import { Field, Flex, Typography } from '@strapi/design-system';

import type { EmailProblem } from '../../../plugin/src/emails/schema';
import { CodeArea } from '../shared/CodeArea';
import { useText } from '../shared/useText';
import { wrongLines } from './wrong-lines';

interface SourcePartProps {
  readonly part: 'html' | 'text';
  readonly rows: number;
  readonly value: string;
  readonly error?: string;
  readonly problems: readonly EmailProblem[];
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

/** One part of the source; its faults below, each with its line. */
export const SourcePart = ({ part, rows, value, error, problems, disabled, onChange }: SourcePartProps) => {
  const text = useText();
  const wrong = wrongLines(problems, part);
  return (
    <Field.Root name={part} error={error} hint={text(`emails.${part}.hint`)}>
      <Field.Label>{text(`emails.${part}`)}</Field.Label>
      <CodeArea
        label={text(`emails.${part}`)}
        value={value}
        rows={rows}
        disabled={disabled}
        wrongLines={wrong}
        onChange={onChange}
      />
      {[...wrong].map(([line, message]) => (
        <Flex key={line} role="alert">
          <Typography variant="pi" textColor="danger600">
            {text('emails.line', { line, message })}
          </Typography>
        </Flex>
      ))}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
