import { Box, Typography, VisuallyHidden } from '@strapi/design-system';

import type { ComparedLine } from '../../../../plugin/src/flows/compare';
import { useText } from '../../shared/useText';

interface ComparedLinesProps {
  readonly lines: readonly ComparedLine[];
}

const LOOK = {
  same: { sign: ' ', background: 'neutral0', color: 'neutral700' },
  added: { sign: '+', background: 'success100', color: 'success700' },
  removed: { sign: '−', background: 'danger100', color: 'danger700' },
} as const;

const DEPTH = /^ */;

/** Two texts laid over each other: what came, what went, and between them what stayed. */
export const ComparedLines = ({ lines }: ComparedLinesProps) => {
  const text = useText();
  if (lines.every(({ change }) => change === 'same')) {
    return <Typography textColor="neutral600">{text('flows.compare.same')}</Typography>;
  }
  return (
    <ol>
      {lines.map(({ change, text: line }, index) => {
        const { sign, background, color } = LOOK[change];
        const depth = DEPTH.exec(line)?.[0].length ?? 0;
        return (
          <Box
            tag="li"
            key={`${index} ${change}`}
            background={background}
            paddingLeft={3}
            paddingRight={3}
            paddingTop={1}
            paddingBottom={1}
          >
            <Typography textColor={color} style={{ display: 'flex', gap: '0.8rem' }}>
              <span aria-hidden style={{ width: '1.2rem', flexShrink: 0 }}>
                {sign}
              </span>
              {change !== 'same' && <VisuallyHidden>{text(`flows.compare.${change}`)}</VisuallyHidden>}
              <span style={{ paddingLeft: `${depth * 0.8}rem`, overflowWrap: 'anywhere' }}>
                {line.trim()}
              </span>
            </Typography>
          </Box>
        );
      })}
    </ol>
  );
};
