import { Field, IconButton } from '@strapi/design-system';
import { Check, Duplicate } from '@strapi/icons';
import { useClipboard } from '@strapi/strapi/admin';
import { useState } from 'react';

import { useText } from './useText';

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
}

/** A value to take along, with a button that copies it. */
export const CopyField = ({ label, value, hint }: CopyFieldProps) => {
  const text = useText();
  const { copy } = useClipboard();
  const [copied, setCopied] = useState(false);
  return (
    <Field.Root name={label} hint={hint} width="100%">
      <Field.Label>{label}</Field.Label>
      <Field.Input
        readOnly
        value={value}
        title={value}
        onFocus={(event) => event.target.select()}
        style={{ fontFamily: 'monospace' }}
        endAction={
          <IconButton
            label={text(copied ? 'copied' : 'copy')}
            variant="ghost"
            onClick={async () => setCopied(await copy(value))}
          >
            {copied ? <Check /> : <Duplicate />}
          </IconButton>
        }
      />
      <Field.Hint />
    </Field.Root>
  );
};
