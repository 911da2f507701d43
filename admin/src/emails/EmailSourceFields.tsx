import { Field, Flex, TextInput } from '@strapi/design-system';

import type { EmailProblem } from '../../../plugin/src/emails/schema';
import { Panel } from '../shared/Panel';
import { useText } from '../shared/useText';
import { SourcePart } from './SourcePart';
import type { useEmailForm } from './useEmailForm';

interface EmailSourceFieldsProps {
  readonly form: Pick<ReturnType<typeof useEmailForm>, 'name' | 'setName' | 'source' | 'set'>;
  readonly problems: readonly EmailProblem[];
  readonly lackOf: (field: 'name' | 'subject' | 'html') => string | undefined;
  readonly disabled: boolean;
}

export const EmailSourceFields = ({ form, problems, lackOf, disabled }: EmailSourceFieldsProps) => {
  const text = useText();
  const subjectFault = problems.find(({ part }) => part === 'subject')?.message;
  return (
    <Panel>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Field.Root name="name" required error={lackOf('name')}>
          <Field.Label>{text('name.label')}</Field.Label>
          <TextInput
            value={form.name}
            maxLength={120}
            disabled={disabled}
            onChange={(event: { target: { value: string } }) => form.setName(event.target.value)}
          />
          <Field.Error />
        </Field.Root>
        <Field.Root
          name="subject"
          required
          error={lackOf('subject') ?? subjectFault}
          hint={text('emails.subject.hint')}
        >
          <Field.Label>{text('emails.subject')}</Field.Label>
          <TextInput
            value={form.source.subject}
            disabled={disabled}
            onChange={(event: { target: { value: string } }) => form.set({ subject: event.target.value })}
          />
          <Field.Hint />
          <Field.Error />
        </Field.Root>
        <SourcePart
          part="html"
          rows={18}
          value={form.source.html}
          error={lackOf('html')}
          problems={problems}
          disabled={disabled}
          onChange={(html) => form.set({ html })}
        />
        <SourcePart
          part="text"
          rows={6}
          value={form.source.text}
          problems={problems}
          disabled={disabled}
          onChange={(plain) => form.set({ text: plain })}
        />
      </Flex>
    </Panel>
  );
};
