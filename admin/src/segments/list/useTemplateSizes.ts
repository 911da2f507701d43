import { useMemo } from 'react';

import { useIntl } from 'react-intl';

import { segmentsEndpoints, type SegmentTemplate } from '../../../../plugin/src/segments/endpoints';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';

/** Whom each of some templates finds here, in words: all counted in one go, as the parts of one condition. */
export const useTemplateSizes = (templates: readonly SegmentTemplate[]) => {
  const text = useText();
  const intl = useIntl();
  const input = useMemo(
    () => ({ condition: { any: templates.map(({ condition }) => condition) }, parts: true, people: false }),
    [templates],
  );
  const { answer, problem } = useEndpoint(segmentsEndpoints.preview, input);
  return (place: number): string => {
    if (problem) return '';
    if (!answer) return text('segments.template.counting');
    const part = answer.parts.find(({ path }) => path === `any.${place}`);
    if (!part) return '';
    const { size, error, atMost } = part;
    if (atMost && size >= answer.of) return text('builder.alone.visit');
    if (size === 0) return text(error === null ? 'segments.template.none' : 'segments.template.few');
    if (atMost) return text('segments.template.atMost', { size });
    return text(error === null ? 'segments.template.size' : 'segments.template.about', {
      size,
      number: intl.formatNumber(size, error === null ? {} : { maximumSignificantDigits: 2 }),
    });
  };
};
