import { Box, Button, Flex, TextButton, Typography } from '@strapi/design-system';
import { Folder } from '@strapi/icons';

import { useText } from '../../shared/useText';
import { childrenOf, stepsTo, type FolderCount } from './folders';

interface FolderBarProps {
  readonly folders: readonly FolderCount[];
  readonly folder: string;
  readonly onOpen: (folder: string) => void;
}

/** Where one stands in the tree of folders, and the folders below. */
export const FolderBar = ({ folders, folder, onOpen }: FolderBarProps) => {
  const text = useText();
  if (folders.length === 0 && folder === '') return null;
  const steps = [{ path: '', name: text('segments.folder.all') }, ...stepsTo(folder)];
  return (
    <Flex tag="nav" aria-label={text('segments.folders')} gap={2} wrap="wrap">
      {folder !== '' &&
        steps.map(({ path, name }, index) => (
          <Flex key={path} gap={2}>
            {index > 0 && (
              <Typography textColor="neutral500" aria-hidden>
                /
              </Typography>
            )}
            {index === steps.length - 1 ? (
              <Typography fontWeight="bold" aria-current="page">
                {name}
              </Typography>
            ) : (
              <TextButton onClick={() => onOpen(path)}>{name}</TextButton>
            )}
          </Flex>
        ))}
      {folder !== '' && childrenOf(folders, folder).length > 0 && <Box width="0.8rem" />}
      {childrenOf(folders, folder).map(({ path, name, count }) => (
        <Button
          key={path}
          size="S"
          variant="tertiary"
          startIcon={<Folder />}
          aria-label={text('segments.folder.open', { name, count })}
          onClick={() => onOpen(path)}
        >
          {`${name} (${count})`}
        </Button>
      ))}
    </Flex>
  );
};
