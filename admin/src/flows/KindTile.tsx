import { Flex } from '@strapi/design-system';

import { lookOf } from './kind-looks';

interface KindTileProps {
  readonly kind: string;
  readonly size?: string;
}

/** The picture of a kind of step, tinted by what it is about. */
export const KindTile = ({ kind, size = '3.2rem' }: KindTileProps) => {
  const { Icon, tint } = lookOf(kind);
  return (
    <Flex
      background={`${tint}100`}
      borderColor={`${tint}200`}
      hasRadius
      width={size}
      height={size}
      shrink={0}
      justifyContent="center"
      aria-hidden
    >
      <Icon fill={`${tint}600`} width="1.6rem" height="1.6rem" />
    </Flex>
  );
};
