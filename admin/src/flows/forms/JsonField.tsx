import { useState } from 'react';

import { Field, JSONInput } from '@strapi/design-system';

import type { Json } from '../../../../plugin/src/json';

interface JsonFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: Json | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: Json | undefined) => void;
}

/** An option that no field is made for, as a filter document: JSON, taken over whenever it can be read. */
export const JsonField = ({ name, label, value, disabled, onChange }: JsonFieldProps) => {
  const [typed, setTyped] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const [fault, setFault] = useState<string>();
  const take = (next: string) => {
    setTyped(next);
    try {
      onChange(next.trim() === '' ? undefined : (JSON.parse(next) as Json));
      setFault(undefined);
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Field.Root name={name} error={fault}>
      <Field.Label>{label}</Field.Label>
      <JSONInput value={typed} disabled={disabled} hasError={Boolean(fault)} onChange={take} />
      <Field.Error />
    </Field.Root>
  );
};
