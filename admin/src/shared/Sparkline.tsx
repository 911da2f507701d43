import { useTheme } from 'styled-components';

interface SparklineProps {
  /** At equal distances, the oldest first. */
  readonly values: readonly number[];
  /** What the line says, in words. */
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
}

/** The way a number took, without axes; the number itself stands beside it. */
export const Sparkline = ({ values, label, width = 72, height = 24 }: SparklineProps) => {
  const { colors } = useTheme();
  if (values.length < 2) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const spread = high - low;
  const inset = 2.5;
  const x = (index: number): number => inset + (index * (width - 2 * inset)) / (values.length - 1);
  // What never moved is a line in the middle: at the bottom it would read as nothing.
  const y = (value: number): number =>
    spread === 0 ? height / 2 : height - inset - ((value - low) * (height - 2 * inset)) / spread;
  const last = values[values.length - 1] ?? 0;
  return (
    <svg role="img" aria-label={label} width={width} height={height} style={{ flexShrink: 0 }}>
      <title>{label}</title>
      <polyline
        points={values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
        fill="none"
        stroke={colors.primary600}
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={x(values.length - 1)} cy={y(last)} r={2.5} fill={colors.primary600} />
    </svg>
  );
};
