import { Button, Flex } from '@strapi/design-system';
import { Mail } from '@strapi/icons';

import { Confirm } from '../shared/Confirm';
import { useText } from '../shared/useText';
import { useReview } from './useReview';

interface ReviewAllProps {
  readonly total: number;
  readonly onDone: () => void;
}

/** Everything that is held for review at once, with its number named before. */
export const ReviewAll = ({ total, onDone }: ReviewAllProps) => {
  const text = useText();
  const { decide } = useReview(onDone);
  return (
    <Flex gap={2} shrink={0}>
      {[false, true].map((send) => (
        <Confirm
          key={String(send)}
          title={text(send ? 'review.sendAll.title' : 'review.dropAll.title', { total })}
          body={text(send ? 'review.sendAll.body' : 'review.dropAll.body')}
          confirmLabel={text(send ? 'review.sendAll' : 'review.dropAll')}
          variant={send ? 'default' : 'danger'}
          onConfirm={() => decide({ all: true }, send)}
        >
          <Button variant={send ? 'default' : 'tertiary'} size="S" startIcon={send && <Mail />}>
            {text(send ? 'review.sendAll' : 'review.dropAll')}
          </Button>
        </Confirm>
      ))}
    </Flex>
  );
};
