import { Button, Flex } from '@strapi/design-system';
import { Mail } from '@strapi/icons';

import { useText } from '../shared/useText';
import { useReview } from './useReview';

interface ReviewActionsProps {
  readonly id: string;
  readonly onDone: () => void;
}

/** One mail goes, or it does not. */
export const ReviewActions = ({ id, onDone }: ReviewActionsProps) => {
  const text = useText();
  const { decide, running } = useReview(onDone);
  return (
    <Flex gap={2} justifyContent="flex-end">
      <Button variant="tertiary" size="S" loading={running} onClick={() => void decide({ ids: [id] }, false)}>
        {text('review.drop')}
      </Button>
      <Button
        variant="secondary"
        size="S"
        startIcon={<Mail />}
        loading={running}
        onClick={() => void decide({ ids: [id] }, true)}
      >
        {text('review.send')}
      </Button>
    </Flex>
  );
};
