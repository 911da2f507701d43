import { Box, Flex, Typography } from '@strapi/design-system';

import { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import type { FlowDefinition } from '../../../../plugin/src/flows/flow';
import type { FlowRules } from '../../../../plugin/src/flows/rules/rules';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import { ownZone } from './own-zone';
import type { Values } from './schema/option';
import { SchemaForm } from './schema/SchemaForm';

interface RulesFormProps {
  readonly draft: FlowDefinition;
  readonly onChange: (rules: FlowRules | undefined) => void;
}

/** Hours that were only just added begin in the zone of whoever adds them; no rules at all are left out. */
const completed = (rules: FlowRules): FlowRules | undefined => {
  if (Object.keys(rules).length === 0) return undefined;
  const { hours } = rules;
  return hours?.zone === '' ? { ...rules, hours: { ...hours, zone: ownZone() } } : rules;
};

/** What holds the flow's mails back. */
export const RulesForm = ({ draft, onChange }: RulesFormProps) => {
  const text = useText();
  const { answer } = useEndpoint(flowsEndpoints.ruleOptions, {});
  return (
    <Box>
      <Typography variant="pi" fontWeight="bold">
        {text('flows.rules')}
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral600">
        {text('flows.rules.hint')}
      </Typography>
      <Flex direction="column" alignItems="stretch" gap={3} paddingTop={2}>
        {answer && (
          <SchemaForm
            schema={answer.data.options}
            value={(draft.rules ?? {}) as Values}
            draft={draft}
            onChange={(rules) => onChange(completed(rules as FlowRules))}
          />
        )}
      </Flex>
    </Box>
  );
};
