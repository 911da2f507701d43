import { useState } from 'react';

import { Button, Field, Flex, TextInput } from '@strapi/design-system';

import type { Condition } from '../../../plugin/src/conditions/condition';
import { segmentsEndpoints, type ShownSegment } from '../../../plugin/src/segments/endpoints';
import { unfinished } from '../segments/tree/complete';
import { conditionOf } from '../segments/tree/convert';
import { useTree } from '../segments/useTree';
import { SideSheet } from '../shared/SideSheet';
import { useAction } from '../shared/useAction';
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
  const isReady = name.trim() !== '' && tree.root.children.length > 0 && unfinished(tree.root) === 0;
  const save = async () => {
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
          <Button loading={create.running} disabled={!isReady} onClick={save}>
            {text('content.make.save')}
          </Button>
        </>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Field.Root name="segment-name" required>
          <Field.Label>{text('name.label')}</Field.Label>
          <TextInput value={name} onChange={(event) => setName(event.currentTarget.value)} autoFocus />
        </Field.Root>
        <ConditionFields tree={tree} problem={create.problem} />
      </Flex>
    </SideSheet>
  );
};
