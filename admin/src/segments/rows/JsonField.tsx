import { useEffect, useState } from 'react';

import { Box, Textarea, Typography } from '@strapi/design-system';

import { isJsonObject, type Json, type JsonObject } from '../../../../plugin/src/json';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';

interface JsonFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: JsonObject;
  /** What it must be beside an object, in words; undefined when all is well. */
  readonly check?: (value: JsonObject) => string | undefined;
  readonly onChange: (value: JsonObject) => void;
}

const FEWEST_LINES = 3;
const MOST_LINES = 14;

/** A part that no field shows, as its JSON. It is taken over once it can be read; until then it says why not. */
export const JsonField = ({ label, hint, value, check, onChange }: JsonFieldProps) => {
  const text = useText();
  const { disabled } = useFields();
  const stored = JSON.stringify(value, null, 2);
  const [typed, setTyped] = useState(stored);
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    setTyped(stored);
    setFault(undefined);
  }, [stored]);
  const take = () => {
    if (typed === stored) return;
    try {
      const parsed = JSON.parse(typed) as Json;
      const found = isJsonObject(parsed) ? check?.(parsed) : text('builder.json.object');
      setFault(found);
      if (found === undefined) onChange(parsed as JsonObject);
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  const lines = Math.min(MOST_LINES, Math.max(FEWEST_LINES, typed.split('\n').length));
  return (
    <Box width="100%">
      <Typography tag="p" variant="pi" textColor="neutral600" paddingBottom={1}>
        {hint}
      </Typography>
      <Textarea
        aria-label={label}
        value={typed}
        disabled={disabled}
        hasError={fault !== undefined}
        spellCheck={false}
        rows={lines}
        resizable
        style={{ fontFamily: 'ui-monospace, Menlo, Consolas, monospace' }}
        onChange={(event: { target: { value: string } }) => setTyped(event.target.value)}
        onBlur={take}
      />
      {fault !== undefined && (
        <Typography tag="p" variant="pi" textColor="danger600" role="alert">
          {fault}
        </Typography>
      )}
    </Box>
  );
};
