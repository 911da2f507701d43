import { useState } from 'react';

import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { Bar } from '../../shared/Bar';
import { Panel } from '../../shared/Panel';
import { Trouble } from '../../shared/Trouble';
import { useText } from '../../shared/useText';
import type { StepKind } from '../step-kinds';
import type { useFlowDraft } from '../useFlowDraft';
import { Rehearsed } from './Rehearsed';
import { lastDays, RehearsalTime } from './RehearsalTime';
import { useRehearsal } from './useRehearsal';

interface RehearseModeProps {
  readonly form: ReturnType<typeof useFlowDraft>;
  readonly kinds: readonly StepKind[];
}

const DAYS = 30;

/** The end of a day that was picked; today ends now. */
const endOf = (day: Date): number => {
  const end = new Date(day);
  end.setHours(23, 59, 59, 999);
  return Math.min(end.getTime(), Date.now());
};

const startOf = (day: Date): number => {
  const start = new Date(day);
  start.setHours(0, 0, 0, 0);
  return start.getTime();
};

/** The draft as it stands on the canvas, run over a time that has passed. */
export const RehearseMode = ({ form, kinds }: RehearseModeProps) => {
  const text = useText();
  const intl = useIntl();
  const [[from, to], setTime] = useState(() => lastDays(DAYS));
  // What was rehearsed stays on the screen as it was, whatever is drawn meanwhile.
  const [shown, setShown] = useState({ draft: form.draft, story: form.story });
  const { rehearsal, problem, running, run, stop, forget } = useRehearsal(form.saved.id);
  const begin = () => {
    setShown({ draft: form.draft, story: form.story });
    void run({ from: startOf(from), to: endOf(to), draft: form.draft });
  };
  const looked = rehearsal && {
    looked: intl.formatNumber(rehearsal.looked),
    of: intl.formatNumber(rehearsal.of),
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Panel title={text('flows.rehearse.title')} hint={text('flows.rehearse.hint')}>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <RehearsalTime
            {...{ from, to, running }}
            onTime={(first, last) => setTime([first, last])}
            onRun={begin}
            onStop={stop}
          />
          {running && (
            <Flex direction="column" alignItems="stretch" gap={2} aria-live="polite">
              <Bar
                share={rehearsal ? rehearsal.looked / Math.max(rehearsal.of, 1) : 0}
                label={text('flows.rehearse.run')}
              />
              <Typography variant="pi" textColor="neutral600">
                {text('flows.rehearse.looked', looked ?? { looked: 0, of: '…' })}
              </Typography>
            </Flex>
          )}
          {!running && rehearsal && !rehearsal.isWhole && (
            <Typography textColor="warning700">{text('flows.rehearse.stopped', looked)}</Typography>
          )}
          {problem && <Trouble problem={problem} onClose={forget} />}
        </Flex>
      </Panel>
      {rehearsal && <Rehearsed rehearsal={rehearsal} {...shown} kinds={kinds} />}
    </Flex>
  );
};
