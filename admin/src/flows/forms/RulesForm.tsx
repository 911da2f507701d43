import { Box, Flex, Typography } from '@strapi/design-system';

import { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import type { FlowDefinition } from '../../../../plugin/src/flows/flow';
import type { FlowRules } from '../../../../plugin/src/flows/rules/rules';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import type { Values } from './schema/option';
import { SchemaForm } from './schema/SchemaForm';

interface RulesFormProps {
  readonly draft: FlowDefinition;
  readonly onChange: (rules: FlowRules | undefined) => void;
}

const NIGHT = { quietFrom: '22:00', quietTo: '07:00' };

/** Hours that were only just added are those of the night; no rules at all are left out. */
const completed = (rules: FlowRules, before: FlowRules = {}): FlowRules | undefined => {
  if (Object.keys(rules).length === 0) return undefined;
  const { hours } = rules;
  return hours && !before.hours ? { ...rules, hours: { ...hours, ...NIGHT } } : rules;
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
            path="rules"
            schema={answer.data.options}
            value={(draft.rules ?? {}) as Values}
            draft={draft}
            onChange={(rules) => onChange(completed(rules as FlowRules, draft.rules))}
          />
        )}
      </Flex>
    </Box>
  );
};
