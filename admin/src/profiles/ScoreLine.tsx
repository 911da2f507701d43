import { Flex, Typography } from '@strapi/design-system';

interface ScoreLineProps {
  readonly label: string;
  readonly value: string;
  readonly beside?: string;
}

/** [label] ......... [value] [its place] */
export const ScoreLine = ({ label, value, beside = '' }: ScoreLineProps) => (
  <Flex justifyContent="space-between" alignItems="baseline" gap={4} paddingBottom={1}>
    <Typography textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
      {label}
    </Typography>
    <Flex gap={2} alignItems="baseline" shrink={0}>
      <Typography fontWeight="semiBold">{value}</Typography>
      {beside !== '' && (
        <Typography variant="pi" textColor="neutral600">
          {beside}
        </Typography>
      )}
    </Flex>
  </Flex>
);
