import { useEffect, useState } from 'react';

import { Button, Flex, JSONInput, Typography } from '@strapi/design-system';

import type { Condition } from '../../../plugin/src/conditions/condition';
import { shapeFault } from '../../../plugin/src/conditions/shape';
import { useText } from '../shared/useText';

interface ConditionJsonProps {
  readonly condition: Condition;
  readonly disabled: boolean;
  readonly onApply: (condition: Condition) => void;
}

/** The condition as developers and other tools read it; what is typed goes back into the tree. */
export const ConditionJson = ({ condition, disabled, onApply }: ConditionJsonProps) => {
  const text = useText();
  const stored = JSON.stringify(condition, null, 2);
  const [typed, setTyped] = useState(stored);
  const [fault, setFault] = useState<string>();
  useEffect(() => setTyped(stored), [stored]);
  const apply = () => {
    try {
      const parsed: unknown = JSON.parse(typed);
      const found = shapeFault(parsed);
      setFault(found && `${found.path.join('.') || text('segments.json.root')}: ${found.message}`);
      if (!found) onApply(parsed as Condition);
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography textColor="neutral600">{text('segments.json.hint')}</Typography>
      <JSONInput
        value={typed}
        disabled={disabled}
        hasError={Boolean(fault)}
        minHeight="24rem"
        onChange={setTyped}
      />
      {fault && (
        <Typography textColor="danger600" role="alert">
          {fault}
        </Typography>
      )}
      {!disabled && (
        <Flex>
          <Button variant="secondary" disabled={typed === stored} onClick={apply}>
            {text('segments.json.apply')}
          </Button>
        </Flex>
      )}
    </Flex>
  );
};
