import type { ReactNode } from 'react';

import { Box, Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';

import { useText } from '../../../shared/useText';

interface InnerProps {
  readonly title?: string;
  readonly onRemove?: () => void;
  readonly children: ReactNode;
}

/** A group of options that belong together, or a row of a list. */
export const Inner = ({ title, onRemove, children }: InnerProps) => {
  const text = useText();
  return (
    <Box borderColor="neutral200" hasRadius padding={3}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        {title && (
          <Typography variant="pi" fontWeight="bold">
            {title}
          </Typography>
        )}
        {children}
        {onRemove && (
          <Flex>
            <IconButton label={text('builder.remove')} variant="ghost" size="S" onClick={onRemove}>
              <Trash />
            </IconButton>
          </Flex>
        )}
      </Flex>
    </Box>
  );
};

export const AddButton = ({ label, onAdd }: { readonly label: string; readonly onAdd: () => void }) => (
  <Flex>
    <Button variant="tertiary" size="S" startIcon={<Plus />} onClick={onAdd}>
      {label}
    </Button>
  </Flex>
);
