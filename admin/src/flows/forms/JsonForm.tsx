import { useState } from 'react';

import { Button, Flex, JSONInput, Typography } from '@strapi/design-system';

import type { FlowStep } from '../../../../plugin/src/flows/flow';
import { useText } from '../../shared/useText';
import type { StepFormProps } from './step-form';

/** For a kind that an extension brought: its options as they are. */
export const JsonForm = ({ step, disabled, onChange }: StepFormProps) => {
  const text = useText();
  const [typed, setTyped] = useState(() => JSON.stringify(step, null, 2));
  const [fault, setFault] = useState<string>();
  const apply = () => {
    try {
      onChange(JSON.parse(typed) as FlowStep);
      setFault(undefined);
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <JSONInput value={typed} disabled={disabled} hasError={Boolean(fault)} onChange={setTyped} />
      {fault && (
        <Typography textColor="danger600" role="alert">
          {fault}
        </Typography>
      )}
      <Flex>
        <Button variant="secondary" disabled={disabled} onClick={apply}>
          {text('done')}
        </Button>
      </Flex>
    </Flex>
  );
};
