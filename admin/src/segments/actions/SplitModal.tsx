import { useState } from 'react';

import { Box, Grid, Typography } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';

import type { Condition } from '../../../../plugin/src/conditions/condition';
import type { Vocabulary } from '../../../../plugin/src/conditions/endpoints';
import { segmentsEndpoints, type ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { FormModal } from '../../shared/FormModal';
import { pathTo } from '../../shared/paths';
import { useAction } from '../../shared/useAction';
import { useLacks } from '../../shared/useLacks';
import { useNotice } from '../../shared/useNotice';
import { useText } from '../../shared/useText';
import { TextField } from '../../shared/TextField';
import { ConditionBuilder } from '../ConditionBuilder';
import { conditionOf } from '../tree/convert';
import { useConditionLacks } from '../useConditionLacks';
import { useTree } from '../useTree';

interface SplitModalProps {
  readonly segment: ShownSegment;
  readonly vocabulary: Vocabulary;
  readonly onClose: () => void;
}

const NOTHING: Condition = { all: [] };
const NO_FAULTS: readonly never[] = [];

/** Makes two segments of one by a further condition; the one stays. */
export const SplitModal = ({ segment, vocabulary, onClose }: SplitModalProps) => {
  const text = useText();
  const notice = useNotice();
  const navigate = useNavigate();
  const { root, actions } = useTree(NOTHING);
  const [holds, setHolds] = useState('');
  const [others, setOthers] = useState('');
  const split = useAction(segmentsEndpoints.split);
  const { said, isWhole } = useLacks({
    condition: useConditionLacks(root),
    holds: holds.trim() === '' && text('required'),
    others: others.trim() === '' && text('required'),
  });
  const submit = async () => {
    if (!isWhole()) return;
    const outcome = await split.run({
      id: segment.id,
      by: conditionOf(root),
      holds: { name: holds, folder: segment.folder },
      others: { name: others, folder: segment.folder },
    });
    if (!outcome.ok) return;
    notice.done(text('segments.split.done', { holds, others, name: segment.name }));
    onClose();
    navigate(pathTo('segments'));
  };
  const names = [
    { key: 'holds' as const, value: holds, set: setHolds, label: text('segments.split.holds') },
    { key: 'others' as const, value: others, set: setOthers, label: text('segments.split.others') },
  ];
  return (
    <FormModal
      title={text('segments.split.title', { name: segment.name })}
      doing={split}
      submitLabel={text('segments.split')}
      onSubmit={submit}
      onClose={onClose}
    >
      <Box>
        <Typography tag="p" fontWeight="bold" paddingBottom={2}>
          {text('segments.split.by')}
        </Typography>
        <ConditionBuilder
          root={root}
          actions={actions}
          vocabulary={vocabulary}
          faults={said('condition') ?? split.problem?.faults ?? NO_FAULTS}
          disabled={false}
        />
      </Box>
      <Grid.Root gap={4}>
        {names.map(({ key, value, set, label }) => (
          <Grid.Item key={key} col={6} xs={12} direction="column" alignItems="stretch">
            <TextField
              name={key}
              label={label}
              value={value}
              required
              error={said(key)}
              maxLength={120}
              onChange={set}
            />
          </Grid.Item>
        ))}
      </Grid.Root>
      <Typography textColor="neutral600">{text('segments.split.touches', { name: segment.name })}</Typography>
    </FormModal>
  );
};
