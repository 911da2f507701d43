import { Box, Flex, Typography } from '@strapi/design-system';

import { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import type { FlowDefinition } from '../../../../plugin/src/flows/flow';
import type { FlowRules } from '../../../../plugin/src/flows/rules/rules';
import type { Json } from '../../../../plugin/src/json';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import { ownZone } from './own-zone';
import { SchemaForm } from './SchemaForm';

interface RulesFormProps {
  readonly draft: FlowDefinition;
  readonly disabled: boolean;
  readonly onChange: (rules: FlowRules | undefined) => void;
}

type Options = Readonly<Record<string, Json | undefined>>;

/** Hours that were only just added begin in the zone of whoever adds them; no rules at all are left out. */
const completed = (rules: FlowRules): FlowRules | undefined => {
  if (Object.keys(rules).length === 0) return undefined;
  const { hours } = rules;
  return hours?.zone === '' ? { ...rules, hours: { ...hours, zone: ownZone() } } : rules;
};

/** What holds the flow's mails back. */
export const RulesForm = ({ draft, disabled, onChange }: RulesFormProps) => {
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
            value={(draft.rules ?? {}) as Options}
            draft={draft}
            disabled={disabled}
            onChange={(rules) => onChange(completed(rules as FlowRules))}
          />
        )}
      </Flex>
    </Box>
  );
};
