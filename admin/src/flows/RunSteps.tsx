import { useState } from 'react';

import { Flex, Modal, TextButton, Typography } from '@strapi/design-system';

import { Ago } from '../shared/Ago';
import { useText } from '../shared/useText';
import type { FlowRun } from './listed-flow';

interface RunStepsProps {
  readonly run: FlowRun;
  readonly story: Readonly<Record<string, string>>;
}

/** One person's way through the flow, as a story with times. */
export const RunSteps = ({ run, story }: RunStepsProps) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <TextButton onClick={() => setOpen(true)}>{text('flows.run.story')}</TextButton>
      <Modal.Root open={open} onOpenChange={setOpen}>
        <Modal.Content>
          <Modal.Header closeLabel={text('close')}>
            <Modal.Title>{text('flows.run.story')}</Modal.Title>
          </Modal.Header>
          <Modal.Body>
            <Flex tag="ol" direction="column" alignItems="stretch" gap={3}>
              {run.steps.map(({ node, visit, at, outcome, detail }) => (
                <Flex
                  tag="li"
                  key={`${node} ${visit} ${at} ${outcome}`}
                  justifyContent="space-between"
                  gap={4}
                >
                  <Typography>
                    {story[node] ?? node}: {detail ? `${outcome} (${detail})` : outcome}
                  </Typography>
                  <Ago at={at} variant="pi" textColor="neutral600" />
                </Flex>
              ))}
            </Flex>
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </>
  );
};
