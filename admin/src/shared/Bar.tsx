import { Box } from '@strapi/design-system';

interface BarProps {
  /** 0 to 1. */
  readonly share: number;
  readonly label: string;
  readonly color?: 'primary500' | 'success500' | 'danger500';
}

/** A share as a bar; the number stands beside it in words. */
export const Bar = ({ share, label, color = 'primary500' }: BarProps) => {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <Box
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      background="neutral150"
      hasRadius
      height="0.8rem"
      width="100%"
      overflow="hidden"
    >
      <Box
        background={color}
        height="100%"
        style={{ width: `${percent}%`, minWidth: share > 0 ? '2px' : 0, transition: 'width 300ms' }}
      />
    </Box>
  );
};
