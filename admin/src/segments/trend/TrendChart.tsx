import { useState, type KeyboardEvent, type PointerEvent } from 'react';

import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { useTheme } from 'styled-components';

import { useText } from '../../shared/useText';
import type { TrendPoint } from './buckets';
import { layOut, SIZES } from './lay-out';
import { useWidth } from './useWidth';

interface TrendChartProps {
  readonly buckets: readonly TrendPoint[];
  /** What the chart shows, for readers. */
  readonly label: string;
}

/** The size as a line; below it comings upwards and goings downwards. Read with the mouse or the arrow keys. */
export const TrendChart = ({ buckets, label }: TrendChartProps) => {
  const text = useText();
  const intl = useIntl();
  const { colors } = useTheme();
  const { ref, width } = useWidth();
  const [at, setAt] = useState<number>();
  const { x, y, bar, line, area, ticks, marks, barWidth } = layOut(buckets, width);
  const last = buckets.length - 1;
  const chosen = at === undefined ? undefined : buckets[at];
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const along = event.clientX - event.currentTarget.getBoundingClientRect().left - SIZES.left;
    const index = Math.round((along / (width - SIZES.left - SIZES.right)) * last);
    setAt(Math.min(last, Math.max(0, index)));
  };
  const press = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setAt((before) => Math.min(last, Math.max(0, (before ?? last - by) + by)));
  };
  const day = (moment: number) => intl.formatDate(moment, { day: 'numeric', month: 'short' });
  return (
    <Box ref={ref} width="100%" position="relative">
      <svg
        role="img"
        aria-label={label}
        tabIndex={0}
        width={width}
        height={SIZES.height}
        onPointerMove={point}
        onPointerLeave={() => setAt(undefined)}
        onKeyDown={press}
        onBlur={() => setAt(undefined)}
        style={{ display: 'block', fontSize: '1.1rem', fontVariantNumeric: 'tabular-nums' }}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              x1={SIZES.left}
              x2={width - SIZES.right}
              y1={y(tick)}
              y2={y(tick)}
              stroke={colors.neutral150}
            />
            <text x={SIZES.left - 8} y={y(tick)} dy="0.35em" textAnchor="end" fill={colors.neutral600}>
              {intl.formatNumber(tick, { notation: 'compact' })}
            </text>
          </g>
        ))}
        {marks.map((index) => (
          <text
            key={index}
            x={x(index)}
            y={SIZES.height - 4}
            textAnchor={index === 0 ? 'start' : index === last ? 'end' : 'middle'}
            fill={colors.neutral600}
          >
            {day(buckets[index]?.at ?? 0)}
          </text>
        ))}
        <path d={area} fill={colors.primary600} opacity={0.1} />
        <path d={line} fill="none" stroke={colors.primary600} strokeWidth={2} strokeLinejoin="round" />
        <line x1={SIZES.left} x2={width - SIZES.right} y1={bar(0)} y2={bar(0)} stroke={colors.neutral300} />
        {buckets.map(({ at: moment, entered, left }, index) => (
          <g key={moment}>
            {entered > 0 && (
              <rect
                x={x(index) - barWidth / 2}
                y={bar(entered)}
                width={barWidth}
                height={bar(0) - bar(entered)}
                rx={1}
                fill={colors.success500}
              />
            )}
            {left > 0 && (
              <rect
                x={x(index) - barWidth / 2}
                y={bar(0)}
                width={barWidth}
                height={bar(-left) - bar(0)}
                rx={1}
                fill={colors.danger500}
              />
            )}
          </g>
        ))}
        {chosen && at !== undefined && (
          <>
            <line x1={x(at)} x2={x(at)} y1={SIZES.top} y2={SIZES.height - 20} stroke={colors.neutral500} />
            <circle
              cx={x(at)}
              cy={y(chosen.size)}
              r={4}
              fill={colors.primary600}
              stroke={colors.neutral0}
              strokeWidth={2}
            />
          </>
        )}
      </svg>
      <Box aria-live="polite" minHeight="2rem">
        <Typography variant="pi" textColor="neutral800">
          {chosen
            ? text('segments.trend.point', {
                at: intl.formatDate(chosen.at, { dateStyle: 'medium', timeStyle: 'short' }),
                size: chosen.size,
                entered: chosen.entered,
                left: chosen.left,
              })
            : text('segments.trend.legend')}
        </Typography>
      </Box>
    </Box>
  );
};
