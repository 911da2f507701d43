import { Flex, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { styled } from 'styled-components';

interface ChipProps {
  readonly children: string;
  /** What taking it off is called, for those who hear it. */
  readonly label: string;
  readonly disabled?: boolean;
  readonly onRemove: () => void;
}

const Frame = styled(Flex)`
  border: 1px solid ${({ theme }) => theme.colors.primary200};
`;

const Off = styled.button`
  display: inline-flex;
  padding: 0.4rem;
  cursor: pointer;

  &:disabled {
    cursor: not-allowed;
    opacity: 0.4;
  }

  svg {
    width: 1.2rem;
    height: 1.2rem;
    fill: ${({ theme }) => theme.colors.primary700};
  }
`;

/**
 * A word that can be taken off. The design system's own tag is a button that sends the form it stands in: Enter in any
 * other field of an entry took it off.
 */
export const Chip = ({ children, label, disabled = false, onRemove }: ChipProps) => (
  <Frame
    display="inline-flex"
    gap={1}
    paddingLeft={2}
    paddingRight={1}
    height="3.2rem"
    background={disabled ? 'neutral200' : 'primary100'}
    hasRadius
  >
    <Typography variant="pi" fontWeight="bold" textColor={disabled ? 'neutral700' : 'primary700'}>
      {children}
    </Typography>
    <Off type="button" aria-label={label} disabled={disabled} onClick={onRemove}>
      <Cross aria-hidden />
    </Off>
  </Frame>
);
