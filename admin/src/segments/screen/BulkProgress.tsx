import { Box, Button, Flex, Typography } from '@strapi/design-system';

import { segmentsEndpoints, type ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { Bar } from '../../shared/Bar';
import { useAction } from '../../shared/useAction';
import { useMay } from '../../shared/useMay';
import { useNotice } from '../../shared/useNotice';
import { useText } from '../../shared/useText';

interface BulkProgressProps {
  readonly id: string;
  readonly bulk: NonNullable<ShownSegment['bulk']>;
  readonly onChanged: () => void;
}

/** How far everyone is judged anew after a change; it can be stopped, and goes on where it was. */
export const BulkProgress = ({ id, bulk: { done, of, stopped }, onChanged }: BulkProgressProps) => {
  const text = useText();
  const notice = useNotice();
  const mayChange = useMay('segments.update');
  const cancel = useAction(segmentsEndpoints.cancel);
  const judge = useAction(segmentsEndpoints.judge);
  const share = of > 0 ? done / of : 0;
  const turn = async () => {
    const outcome = await (stopped ? judge : cancel).run({ id });
    if (!outcome.ok) notice.failed(outcome.problem);
    onChanged();
  };
  return (
    <Box aria-live="polite">
      <Typography tag="p" variant="pi" paddingBottom={1}>
        {text(stopped ? 'segments.bulk.stopped' : 'segments.bulk', { done, of })}
      </Typography>
      <Bar share={share} label={text('segments.bulk.label')} />
      {mayChange && (
        <Flex paddingTop={2}>
          <Button size="S" variant="tertiary" loading={cancel.running || judge.running} onClick={turn}>
            {text(stopped ? 'segments.bulk.resume' : 'segments.bulk.stop')}
          </Button>
        </Flex>
      )}
    </Box>
  );
};
