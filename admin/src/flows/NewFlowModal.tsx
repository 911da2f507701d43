import { useState } from 'react';

import { Box, Button, Flex, Grid, Typography } from '@strapi/design-system';
import { Mail } from '@strapi/icons';

import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import { flowKeyOf } from '../../../plugin/src/flows/flow-key';
import { Answered } from '../shared/Answered';
import { FormModal } from '../shared/FormModal';
import { useAction } from '../shared/useAction';
import { useEndpoint } from '../shared/useEndpoint';
import { useText } from '../shared/useText';
import { blankDraft } from './draft/blank-draft';
import { TextField } from '../shared/TextField';
import { useTakenNames } from './useTakenNames';

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
  const [name, setName] = useState('');
  const taken = useTakenNames();
  const [key, setKey] = useState('');
  const busy = fromTemplate.running || create.running;
  const untitled = text('flows.untitled');
  const typed = { ...(name.trim() && { name: name.trim() }), ...(key.trim() && { key: key.trim() }) };
  const use = async (template: string) => {
    create.forget();
    const outcome = await fromTemplate.run({ template, ...typed });
    if (outcome.ok) onMade(outcome.answer.data.id);
  };
  const blank = async () => {
    if (busy) return;
    fromTemplate.forget();
    const outcome = await create.run({ name: untitled, ...typed, draft: blankDraft });
    if (outcome.ok) onMade(outcome.answer.data.id);
  };
  return (
    <FormModal
      title={text('flows.new')}
      doing={fromTemplate.problem ? fromTemplate : create}
      submitLabel={text('flows.blank')}
      others={
        <Button variant="secondary" startIcon={<Mail />} disabled={busy} onClick={onMessage}>
          {text('flows.message')}
        </Button>
      }
      onSubmit={blank}
      onClose={onClose}
    >
      <Grid.Root gap={4}>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <TextField
            name="name"
            label={text('name.label')}
            hint={text('flows.new.name.hint')}
            placeholder={untitled}
            value={name}
            error={taken.has(name.trim()) ? text('flows.name.taken') : undefined}
            disabled={busy}
            onChange={setName}
          />
        </Grid.Item>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <TextField
            name="key"
            label={text('flows.key')}
            hint={text('flows.new.key.hint')}
            placeholder={flowKeyOf(name.trim() || untitled)}
            value={key}
            disabled={busy}
            onChange={setKey}
          />
        </Grid.Item>
      </Grid.Root>
      <Answered of={templates}>
        {({ data }) => (
          <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
            {data.map((template) => (
              <Box tag="li" key={template.key} borderColor="neutral200" hasRadius padding={4}>
                <Flex justifyContent="space-between" gap={4}>
                  <Box>
                    <Typography fontWeight="bold" tag="h3">
                      {template.name}
                    </Typography>
                    <Typography textColor="neutral600">{template.description}</Typography>
                  </Box>
                  <Button
                    variant="secondary"
                    shrink={0}
                    disabled={busy}
                    aria-label={text('segments.template.use.named', { name: template.name })}
                    onClick={() => use(template.key)}
                  >
                    {text('segments.template.use')}
                  </Button>
                </Flex>
              </Box>
            ))}
          </Flex>
        )}
      </Answered>
    </FormModal>
  );
};
