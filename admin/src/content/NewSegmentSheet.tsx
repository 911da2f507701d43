import { useState } from 'react';

import { Button, Field, Flex, TextInput } from '@strapi/design-system';

import type { Condition } from '../../../plugin/src/conditions/condition';
import { segmentsEndpoints, type ShownSegment } from '../../../plugin/src/segments/endpoints';
import { conditionOf } from '../segments/tree/convert';
import { useConditionLacks } from '../segments/useConditionLacks';
import { useTree } from '../segments/useTree';
import { SideSheet } from '../shared/SideSheet';
import { useAction } from '../shared/useAction';
import { useLacks } from '../shared/useLacks';
import { useText } from '../shared/useText';
import { ConditionFields } from './ConditionFields';

interface NewSegmentSheetProps {
  readonly onClose: () => void;
  readonly onMade: (segment: ShownSegment) => void;
}

const ANYONE: Condition = { all: [] };

/** Makes a segment beside the page that is being edited. */
export const NewSegmentSheet = ({ onClose, onMade }: NewSegmentSheetProps) => {
  const text = useText();
  const [name, setName] = useState('');
  const tree = useTree(ANYONE);
  const create = useAction(segmentsEndpoints.create);
  const { said, isWhole } = useLacks({
    name: name.trim() === '' && text('required'),
    condition: useConditionLacks(tree.root),
  });
  const save = async () => {
    if (!isWhole()) return;
    const outcome = await create.run({ name: name.trim(), condition: conditionOf(tree.root) });
    if (outcome.ok) onMade(outcome.answer.data);
  };
  return (
    <SideSheet
      title={text('content.make.title')}
      onClose={onClose}
      footer={
        <>
          <Button variant="tertiary" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button loading={create.running} onClick={save}>
            {text('content.make.save')}
          </Button>
        </>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Field.Root name="segment-name" required error={said('name')}>
          <Field.Label>{text('name.label')}</Field.Label>
          <TextInput
            value={name}
            maxLength={120}
            onChange={(event: { target: { value: string } }) => setName(event.target.value)}
            autoFocus
          />
          <Field.Error />
        </Field.Root>
        <ConditionFields tree={tree} lacks={said('condition')} problem={create.problem} />
      </Flex>
    </SideSheet>
  );
};
