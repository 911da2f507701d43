import { Box, Flex, IconButton, MenuItem, SimpleMenu, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import { useText } from '../shared/useText';

interface EdgePlusProps {
  readonly label?: string;
  readonly disabled: boolean;
  readonly onAdd: (kind: string) => void;
}

/** Kinds that can stand in the middle of a flow. */
const KINDS = ['wait', 'send-email', 'wait-for-event', 'branch'] as const;

const Stem = () => <Box width="2px" height="1.2rem" background="neutral300" />;

/** An edge between two steps, with a + that puts one there. */
export const EdgePlus = ({ label, disabled, onAdd }: EdgePlusProps) => {
  const text = useText();
  return (
    <Flex direction="column" alignItems="center">
      <Stem />
      {label && (
        <Box paddingTop={1} paddingBottom={1}>
          <Typography variant="pi" fontWeight="semiBold" textColor="neutral600">
            {label}
          </Typography>
        </Box>
      )}
      {!disabled && (
        <SimpleMenu tag={IconButton} icon={<Plus />} label={text('flows.add')} size="XS">
          {KINDS.map((kind) => (
            <MenuItem key={kind} onSelect={() => onAdd(kind)}>
              {text(`flows.kind.${kind}`)}
            </MenuItem>
          ))}
        </SimpleMenu>
      )}
      <Stem />
    </Flex>
  );
};
