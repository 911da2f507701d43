import { useState } from 'react';

import { Box, Button, Field, Flex, NumberInput, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { DEFAULT_SCORING, type Scoring } from '../../../plugin/src/scores/scoring';
import { settingsEndpoints } from '../../../plugin/src/settings/endpoints';
import { LeaveQuestion } from '../shared/LeaveQuestion';
import { NameField } from '../shared/NameField';
import { NamesField } from '../shared/NamesField';
import { Trouble } from '../shared/Trouble';
import { useAction } from '../shared/useAction';
import { useLacks } from '../shared/useLacks';
import { useMay } from '../shared/useMay';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import { useSeenNames } from './useSeenNames';
import { Weights } from './Weights';

interface ScoringFormProps {
  readonly saved: Scoring;
  readonly onSaved: () => void;
}

const DAY = 86_400_000;
/** What a score of 63 is worth, twice and half of it: `100 (1 - exp(-worth / scale))`. */
const scoreOf = (times: number): number => Math.round(100 * (1 - Math.exp(-times)));

/** Weights, half-life and scale of the engagement score, and which event is an order. */
export const ScoringForm = ({ saved, onSaved }: ScoringFormProps) => {
  const text = useText();
  const intl = useIntl();
  const { done } = useNotice();
  const disabled = !useMay('settings.update');
  const seen = useSeenNames();
  const [draft, setDraft] = useState(saved);
  const save = useAction(settingsEndpoints.saveScoring);
  const { engagement, rfm } = draft;
  const days = engagement.halfLife / DAY;
  const { said, isWhole } = useLacks({
    halfLife: !(days >= 1 / 24 && days <= 1_000) && text('settings.scores.halfLife.wrong'),
    scale: !(engagement.scale >= 0.01) && text('settings.scores.scale.wrong'),
    amount: rfm.amount.length === 0 && text('required'),
  });
  const changed = JSON.stringify(draft) !== JSON.stringify(saved);
  const setEngagement = (change: Partial<Scoring['engagement']>) =>
    setDraft({ ...draft, engagement: { ...engagement, ...change } });
  const setRfm = (change: Partial<Scoring['rfm']>) => setDraft({ ...draft, rfm: { ...rfm, ...change } });
  const keep = async () => {
    if (!isWhole()) return;
    const outcome = await save.run({ scoring: draft });
    if (!outcome.ok) return;
    done(text('settings.scores.saved'));
    onSaved();
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <LeaveQuestion when={changed} />
      {save.problem && <Trouble problem={save.problem} onClose={save.forget} />}
      <Weights
        weights={engagement.weights}
        {...{ disabled }}
        names={seen.events}
        onChange={(weights) => setEngagement({ weights })}
      />
      <Flex gap={5} alignItems="flex-start" wrap="wrap">
        <Box width="26rem">
          <Field.Root name="halfLife" error={said('halfLife')} hint={text('settings.scores.halfLife.hint')}>
            <Field.Label>{text('settings.scores.halfLife')}</Field.Label>
            <NumberInput
              value={Number.isFinite(days) ? days : undefined}
              {...{ disabled }}
              onValueChange={(value) => setEngagement({ halfLife: (value ?? Number.NaN) * DAY })}
            />
            <Field.Hint />
            <Field.Error />
          </Field.Root>
        </Box>
        <Box width="26rem">
          <Field.Root
            name="scale"
            error={said('scale')}
            hint={text('settings.scores.scale.hint', { twice: scoreOf(2), half: scoreOf(0.5) })}
          >
            <Field.Label>{text('settings.scores.scale', { score: scoreOf(1) })}</Field.Label>
            <NumberInput
              value={Number.isFinite(engagement.scale) ? engagement.scale : undefined}
              {...{ disabled }}
              onValueChange={(value) => setEngagement({ scale: value ?? Number.NaN })}
            />
            <Field.Hint />
            <Field.Error />
          </Field.Root>
        </Box>
      </Flex>
      <Typography variant="sigma" tag="h3">
        {text('settings.scores.rfm')}
      </Typography>
      <Flex gap={5} alignItems="flex-start" wrap="wrap">
        <Box width="26rem">
          <NameField
            name="event"
            label={text('settings.scores.event')}
            value={rfm.event}
            names={seen.events}
            {...{ disabled }}
            onChange={(event) => setRfm({ event })}
          />
        </Box>
        <Box width="40rem">
          <NamesField
            name="amount"
            label={text('settings.scores.amount')}
            hint={text('settings.scores.amount.hint')}
            error={said('amount')}
            value={rfm.amount}
            names={seen.propertiesOf(rfm.event)}
            {...{ disabled }}
            onChange={(amount) => setRfm({ amount })}
          />
        </Box>
      </Flex>
      {!disabled && (
        <Flex gap={2}>
          <Button disabled={!changed} loading={save.running} onClick={keep}>
            {text('save')}
          </Button>
          {changed && (
            <Button variant="tertiary" onClick={() => setDraft(saved)}>
              {text('cancel')}
            </Button>
          )}
          {JSON.stringify(draft) !== JSON.stringify(DEFAULT_SCORING) && (
            <Button variant="tertiary" onClick={() => setDraft(DEFAULT_SCORING)}>
              {text('settings.scores.defaults')}
            </Button>
          )}
        </Flex>
      )}
      <Typography variant="pi" textColor="neutral600">
        {text('settings.scores.example', {
          worth: intl.formatNumber(engagement.weights['Order Completed'] ?? 0),
          days: intl.formatNumber(days || 0, { maximumFractionDigits: 1 }),
          later: intl.formatNumber((engagement.weights['Order Completed'] ?? 0) / 2),
        })}
      </Typography>
    </Flex>
  );
};
