import type { ReactNode } from 'react';

import { Flex, Loader } from '@strapi/design-system';

import { Trouble } from './Trouble';
import type { EndpointState } from './useEndpoint';
import { useText } from './useText';

interface AnsweredProps<Answer> {
  readonly of: EndpointState<Answer>;
  readonly children: (answer: Answer) => ReactNode;
}

/** Waits for an answer, shows it, and above it why a newer one did not come. */
export function Answered<Answer>({ of, children }: AnsweredProps<Answer>) {
  const text = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {of.problem && <Trouble problem={of.problem} onRetry={of.reload} />}
      {of.answer === undefined && !of.problem && (
        <Flex justifyContent="center" padding={11}>
          <Loader>{text('loading')}</Loader>
        </Flex>
      )}
      {of.answer !== undefined && children(of.answer)}
    </Flex>
  );
}
