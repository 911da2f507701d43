import { Box, Flex, Typography } from '@strapi/design-system';

import { conditionsEndpoints } from '../../../plugin/src/conditions/endpoints';
import { ConditionBuilder } from '../segments/ConditionBuilder';
import { SizeFigure } from '../segments/screen/SizeFigure';
import { useSegmentPreview } from '../segments/useSegmentPreview';
import type { useTree } from '../segments/useTree';
import { Answered } from '../shared/Answered';
import type { Fault, Problem } from '../shared/problem';
import { Trouble } from '../shared/Trouble';
import { useEndpoint } from '../shared/useEndpoint';

interface ConditionFieldsProps {
  readonly tree: ReturnType<typeof useTree>;
  /** What it lacks, once somebody wanted to keep it. */
  readonly lacks: readonly Fault[] | undefined;
  readonly problem?: Problem;
}

const NONE: readonly Fault[] = [];

/** The builder of segments, with how many people it holds of and its sentence. */
export const ConditionFields = ({ tree, lacks, problem }: ConditionFieldsProps) => {
  const vocabulary = useEndpoint(conditionsEndpoints.vocabulary, {});
  const preview = useSegmentPreview(tree.root);
  const faults = lacks ?? problem?.faults ?? preview.problem?.faults ?? NONE;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {problem && problem.faults.length === 0 && <Trouble problem={problem} />}
      <Answered of={vocabulary}>
        {({ data }) => (
          <ConditionBuilder
            root={tree.root}
            actions={tree.actions}
            vocabulary={data}
            faults={faults}
            rows={preview.rows}
            disabled={false}
          />
        )}
      </Answered>
      {preview.answer && (
        <Flex alignItems="center" gap={5} aria-busy={preview.loading}>
          <Box shrink={0}>
            <SizeFigure preview={preview} answer={preview.answer} />
          </Box>
          <Box flex="1" background="primary100" hasRadius padding={3}>
            <Typography textColor="primary700">{preview.answer.sentence}</Typography>
          </Box>
        </Flex>
      )}
    </Flex>
  );
};
