import { Button, Flex, Typography } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';

import { segmentsEndpoints } from '../../../plugin/src/segments/endpoints';
import { Ago } from '../shared/Ago';
import { useAction } from '../shared/useAction';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';

/** As of when everybody was compared with everybody, where a segment asks for it; and a button that does it now. */
export const RefreshFigures = () => {
  const text = useText();
  const { done, failed } = useNotice();
  const maySee = useMay('segments.read');
  const mayRefresh = useMay('segments.update');
  const figures = useEndpoint(segmentsEndpoints.populations, maySee ? {} : null);
  const refresh = useAction(segmentsEndpoints.refreshPopulations);
  const oldest = Math.min(...(figures.answer?.data ?? []).map(({ refreshedAt }) => refreshedAt));
  if (!Number.isFinite(oldest)) return null;
  const now = async () => {
    const outcome = await refresh.run({});
    if (!outcome.ok) return failed(outcome.problem);
    done(text('settings.scores.refreshed'));
    figures.reload();
  };
  return (
    <Flex gap={3} shrink={0}>
      <Typography variant="pi" textColor="neutral600">
        {text('settings.scores.asOf')} <Ago at={oldest} variant="pi" textColor="neutral600" />
      </Typography>
      {mayRefresh && (
        <Button variant="secondary" startIcon={<ArrowClockwise />} loading={refresh.running} onClick={now}>
          {text('settings.scores.refresh')}
        </Button>
      )}
    </Flex>
  );
};
