import { useState } from 'react';

import { Box, Button, Flex, IconButton, TextButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';

import type { Condition } from '../../../../plugin/src/conditions/condition';
import type { Json } from '../../../../plugin/src/json';
import { useText } from '../../shared/useText';
import { capitalised } from '../capitalised';
import { ConditionModal } from './ConditionModal';
import type { StepFormProps } from './step-form';
import { TargetField } from './TargetField';
import { TextField } from '../../shared/TextField';

interface BranchWay {
  readonly when: Condition;
  readonly next: string;
  readonly label?: string;
}

/** A way that is called nothing has no word of its own. */
const called = ({ label: _former, ...way }: BranchWay, label: string): BranchWay =>
  label === '' ? way : { ...way, label };

const NEW_CONDITION: Condition = { all: [] };

/** The ways of a branch, the first that holds is taken. */
export const BranchForm = ({ step, draft, vocabulary, ways: told, disabled, onChange }: StepFormProps) => {
  const text = useText();
  const [edited, setEdited] = useState<number>();
  const ways = (step.ways ?? []) as unknown as readonly BranchWay[];
  const otherwise = String(step.otherwise ?? '');
  const setWays = (next: readonly BranchWay[]) => onChange({ ...step, ways: next as unknown as Json });
  const setWay = (at: number, to: BranchWay) => setWays(ways.map((way, index) => (index === at ? to : way)));
  const current = edited === undefined ? undefined : ways[edited];
  return (
    <>
      {ways.map((way, index) => (
        <Box key={index} borderColor="neutral200" hasRadius padding={3}>
          <Flex direction="column" alignItems="stretch" gap={3}>
            <Flex justifyContent="space-between">
              <Typography fontWeight="semiBold" style={{ overflowWrap: 'anywhere' }}>
                {capitalised(told[index]?.sentence ?? text('flows.branch.when', { number: index + 1 }))}
              </Typography>
              {!disabled && ways.length > 1 && (
                <IconButton
                  label={text('builder.remove')}
                  variant="ghost"
                  size="S"
                  onClick={() => setWays(ways.filter((_, at) => at !== index))}
                >
                  <Trash />
                </IconButton>
              )}
            </Flex>
            <Flex>
              <Button variant="tertiary" size="S" onClick={() => setEdited(index)}>
                {text('flows.branch.change')}
              </Button>
            </Flex>
            <TextField
              name={`label-${index}`}
              label={text('flows.branch.label')}
              value={way.label ?? ''}
              hint={text('flows.branch.label.hint')}
              disabled={disabled}
              onChange={(label) => setWay(index, called(way, label))}
            />
            <TargetField
              name={`way-${index}`}
              label={text('flows.branch.next')}
              value={way.next}
              draft={draft}
              disabled={disabled}
              onChange={(next) => setWay(index, { ...way, next })}
            />
          </Flex>
        </Box>
      ))}
      {!disabled && (
        <Flex>
          <TextButton
            startIcon={<Plus />}
            onClick={() => setWays([...ways, { when: NEW_CONDITION, next: otherwise }])}
          >
            {text('flows.branch.add')}
          </TextButton>
        </Flex>
      )}
      <TargetField
        name="otherwise"
        label={text('flows.way.otherwise')}
        value={otherwise}
        draft={draft}
        disabled={disabled}
        onChange={(next) => onChange({ ...step, otherwise: next })}
      />
      {edited !== undefined && current && (
        <ConditionModal
          condition={current.when}
          vocabulary={vocabulary}
          disabled={disabled}
          onClose={() => setEdited(undefined)}
          onDone={(when) => {
            setWay(edited, { ...current, when });
            setEdited(undefined);
          }}
        />
      )}
    </>
  );
};
