import { useIntl } from 'react-intl';

import { useText } from '../../shared/useText';
import { capitalised } from '../capitalised';
import type { Moment } from '../listed-flow';
import { endLabel } from '../results/end-label';
import { A_WAIT } from './moment-look';
import { stretchOf } from './stretch';

interface MomentWords {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A moment in words. */
export const useMomentWords = (): ((moment: Moment) => MomentWords) => {
  const text = useText();
  const intl = useIntl();
  const exact = (at: number): string => intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'medium' });
  const took = (from: number, to: number): string => {
    const { value, unit } = stretchOf(to - from);
    return intl.formatNumber(value, { style: 'unit', unit, unitDisplay: 'long' });
  };
  /** What was in the cart and what it was worth; else what the event says of itself. */
  const aboutOf = ({ products, value, currency, properties }: NonNullable<Moment['about']>) => [
    intl.formatList(
      products.map(({ id, name, quantity }) => (quantity > 1 ? `${quantity} × ${name ?? id}` : (name ?? id))),
      { type: 'unit' },
    ),
    value !== null &&
      text('flows.moment.worth', {
        value: intl.formatNumber(value, currency === null ? {} : { style: 'currency', currency }),
      }),
    ...properties.map((each) => `${each.name}: ${each.value}`),
  ];
  const some = (...lines: readonly (string | false)[]): readonly string[] =>
    lines.filter((line): line is string => line !== false && line !== '');

  return ({ what, sentence, detail, since, until, at, effectKind, about }) => {
    const told = capitalised(sentence);
    const ofKind = effectKind === 'send-email' ? 'mail' : 'other';
    switch (what) {
      case 'entered':
        return {
          title: told,
          lines: some(
            ...(about ? aboutOf(about) : []),
            detail !== '' && text('flows.moment.key', { key: detail }),
          ),
        };
      case 'passed':
        return {
          title: told,
          lines: some(
            since !== null && at - since >= A_WAIT && text('flows.moment.waited', { time: took(since, at) }),
            detail !== '' && text('flows.moment.way', { way: detail }),
          ),
        };
      case 'clicked':
        return { title: text('flows.moment.clicked'), lines: some(sentence) };
      case 'waits':
        return {
          title: told,
          lines: some(
            since !== null && text('flows.moment.since', { at: exact(since) }),
            effectKind !== null && text('flows.moment.on-its-way', { of: ofKind }),
            detail !== '' && capitalised(detail),
            until !== null && text('flows.moment.until', { at: exact(until) }),
            until === null && effectKind === null && text('flows.moment.open'),
          ),
        };
      case 'left':
        return {
          title: text('flows.moment.left', { because: endLabel(text, sentence) }),
          lines: some(detail !== '' && text('flows.moment.because', { what: detail })),
        };
      default:
        return {
          title: told,
          lines: some(
            text(`flows.moment.${what}`, { of: ofKind }),
            detail !== '' && capitalised(detail),
            until !== null && text('flows.moment.due', { at: exact(until) }),
          ),
        };
    }
  };
};
