import { Alert, Flex, TextButton } from '@strapi/design-system';

import type { Problem } from './problem';
import { useText } from './useText';

interface TroubleProps {
  readonly problem: Problem;
  readonly onRetry?: () => void;
  readonly onClose?: () => void;
}

/** What went wrong and what to do about it, where it went wrong. */
export const Trouble = ({ problem, onRetry, onClose }: TroubleProps) => {
  const text = useText();
  return (
    <Alert
      variant="danger"
      title={text(problem.status === 0 ? 'trouble.offline' : 'trouble.title')}
      closeLabel={text('close')}
      onClose={onClose ?? onRetry}
      action={
        onRetry && (
          <Flex>
            <TextButton onClick={onRetry}>{text('trouble.retry')}</TextButton>
          </Flex>
        )
      }
    >
      {problem.message}
    </Alert>
  );
};
