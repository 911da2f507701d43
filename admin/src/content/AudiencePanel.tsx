import { Box, Flex, Typography } from '@strapi/design-system';
import { Eye, Information, User } from '@strapi/icons';
import { unstable_useContentManagerContext as useContentManager, useForm } from '@strapi/strapi/admin';
import { styled } from 'styled-components';

import { useText } from '../shared/useText';
import { entryBlocks, type EntryBlock, type FormSchema } from './entry-blocks';
import { goToBlock } from './go-to-block';
import { useSegmentNames } from './useSegmentNames';
import { useSentence } from './useSentence';

const Row = styled.button`
  display: flex;
  width: 100%;
  gap: ${({ theme }) => theme.spaces[2]};
  padding: ${({ theme }) => theme.spaces[2]};
  text-align: left;
  border-radius: ${({ theme }) => theme.borderRadius};

  > svg {
    flex: none;
    margin-top: 0.2rem;
  }

  &:hover,
  &:focus-visible {
    background: ${({ theme }) => theme.colors.primary100};
  }
`;

/** The entry as a list of its blocks, each with who sees it; a click leads to the block. */
export const AudiencePanel = () => {
  const text = useText();
  const { components, contentType } = useContentManager();
  const values = useForm('AudiencePanel', (state) => state.values as Record<string, unknown>);
  const names = useSegmentNames();
  const sentence = useSentence(names);
  const blocks = contentType
    ? entryBlocks(
        values,
        contentType as unknown as FormSchema,
        components as unknown as Record<string, FormSchema>,
      )
    : [];
  const targeted = blocks.filter(({ audience }) => audience.broken || audience.value.show !== 'everyone');
  const faultOf = ({ audience }: EntryBlock): string | undefined => {
    if (audience.broken) return text('content.broken');
    const { show, segments } = audience.value;
    if (show === 'only' && segments.length === 0) return text('content.nobody.warning');
    const unknown = segments.filter(names.isUnknown);
    return unknown.length > 0 ? text('content.unknown', { names: unknown.join(', ') }) : undefined;
  };
  if (blocks.length === 0)
    return <Typography textColor="neutral600">{text('content.panel.none')}</Typography>;
  return (
    <Flex direction="column" alignItems="stretch" gap={2} width="100%">
      <Typography textColor="neutral600">
        {text('content.panel.summary', { targeted: targeted.length, total: blocks.length })}
      </Typography>
      <Box tag="ol">
        {blocks.map((block) => {
          const fault = faultOf(block);
          const isTargeted = targeted.includes(block);
          return (
            <Box tag="li" key={block.path} paddingLeft={(block.depth * 3) as 0}>
              <Row type="button" onClick={() => goToBlock(block, document)}>
                {isTargeted ? <User fill="primary600" aria-hidden /> : <Eye fill="neutral500" aria-hidden />}
                <Flex direction="column" alignItems="flex-start" minWidth={0}>
                  <Typography fontWeight="semiBold" textColor="neutral800">
                    {block.label ? `${block.kind}: ${block.label}` : block.kind}
                  </Typography>
                  <Typography variant="pi" textColor={isTargeted ? 'primary600' : 'neutral600'}>
                    {sentence(block.audience)}
                  </Typography>
                  {fault && (
                    <Flex gap={1}>
                      <Information fill="danger600" aria-hidden />
                      <Typography variant="pi" textColor="danger600">
                        {fault}
                      </Typography>
                    </Flex>
                  )}
                </Flex>
              </Row>
            </Box>
          );
        })}
      </Box>
    </Flex>
  );
};
