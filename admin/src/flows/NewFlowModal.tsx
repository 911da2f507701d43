import { Box, Button, Flex, Modal, Typography } from '@strapi/design-system';
import { Mail } from '@strapi/icons';

import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import { Answered } from '../shared/Answered';
import { Trouble } from '../shared/Trouble';
import { useAction } from '../shared/useAction';
import { useEndpoint } from '../shared/useEndpoint';
import { useText } from '../shared/useText';
import { blankFlow } from './draft/blank-flow';

interface NewFlowModalProps {
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
  /** One mail to one segment instead. */
  readonly onMessage: () => void;
}

/** Starts from a ready flow, or from an empty one. */
export const NewFlowModal = ({ onClose, onMade, onMessage }: NewFlowModalProps) => {
  const text = useText();
  const templates = useEndpoint(flowsEndpoints.templates, {});
  const fromTemplate = useAction(flowsEndpoints.fromTemplate);
  const create = useAction(flowsEndpoints.create);
  const busy = fromTemplate.running || create.running;
  const use = async (template: string) => {
    const outcome = await fromTemplate.run({ template });
    if (outcome.ok) onMade(outcome.answer.data.id);
  };
  const blank = async () => {
    const outcome = await create.run(blankFlow(text('flows.untitled')));
    if (outcome.ok) onMade(outcome.answer.data.id);
  };
  const problem = fromTemplate.problem ?? create.problem;
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={text('close')}>
          <Modal.Title>{text('flows.new')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            {problem && <Trouble problem={problem} />}
            <Answered of={templates}>
              {({ data }) => (
                <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
                  {data.map(({ key, name, description }) => (
                    <Box tag="li" key={key} borderColor="neutral200" hasRadius padding={4}>
                      <Flex justifyContent="space-between" gap={4}>
                        <Box>
                          <Typography fontWeight="bold" tag="h3">
                            {name}
                          </Typography>
                          <Typography textColor="neutral600">{description}</Typography>
                        </Box>
                        <Button
                          variant="secondary"
                          shrink={0}
                          disabled={busy}
                          aria-label={text('segments.template.use.named', { name })}
                          onClick={() => use(key)}
                        >
                          {text('segments.template.use')}
                        </Button>
                      </Flex>
                    </Box>
                  ))}
                </Flex>
              )}
            </Answered>
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button variant="secondary" startIcon={<Mail />} disabled={busy} onClick={onMessage}>
            {text('flows.message')}
          </Button>
          <Button variant="tertiary" loading={create.running} disabled={busy} onClick={blank}>
            {text('flows.blank')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
