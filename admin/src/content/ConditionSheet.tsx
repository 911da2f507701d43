import { Button, Flex, Typography } from '@strapi/design-system';

import type { Condition } from '../../../plugin/src/conditions/condition';
import { contentEndpoints } from '../../../plugin/src/content/endpoints';
import { conditionOf } from '../segments/tree/convert';
import { useConditionLacks } from '../segments/useConditionLacks';
import { useTree } from '../segments/useTree';
import { SideSheet } from '../shared/SideSheet';
import { useAction } from '../shared/useAction';
import { useLacks } from '../shared/useLacks';
import { useText } from '../shared/useText';
import { ConditionFields } from './ConditionFields';

interface ConditionSheetProps {
  /** What it starts from. */
  readonly condition: Condition;
  /** Of what it is to be. */
  readonly of: 'block' | 'variant';
  readonly onClose: () => void;
  readonly onKept: (key: string, sentence: string, condition: Condition) => void;
}

/** Builds the condition of one block or variant. What was kept before stays as it is: another condition is another key. */
export const ConditionSheet = ({ condition, of, onClose, onKept }: ConditionSheetProps) => {
  const text = useText();
  const tree = useTree(condition);
  const keep = useAction(contentEndpoints.keepCondition);
  const { said, isWhole } = useLacks({ condition: useConditionLacks(tree.root) });
  const save = async () => {
    if (!isWhole()) return;
    const built = conditionOf(tree.root);
    const outcome = await keep.run({ condition: built });
    if (outcome.ok) onKept(outcome.answer.data.key, outcome.answer.data.sentence, built);
  };
  return (
    <SideSheet
      title={text('content.condition.title', { of })}
      onClose={onClose}
      footer={
        <>
          <Button variant="tertiary" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button loading={keep.running} onClick={save}>
            {text('content.condition.use')}
          </Button>
        </>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Typography textColor="neutral600">{text('content.condition.about', { of })}</Typography>
        <ConditionFields tree={tree} lacks={said('condition')} problem={keep.problem} />
      </Flex>
    </SideSheet>
  );
};
