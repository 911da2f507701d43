import { styled } from 'styled-components';

interface CardProps {
  readonly $chosen: boolean;
  readonly $wrong: boolean;
  readonly $tinted?: boolean;
}

/** A card as Strapi draws its boxes; its rim says whether it is chosen, or what is wrong with it. */
export const Card = styled.button<CardProps>`
  display: flex;
  flex-direction: column;
  justify-content: center;
  overflow: hidden;
  gap: 0.6rem;
  width: 100%;
  height: 100%;
  padding: 1rem 1.2rem;
  text-align: left;
  cursor: pointer;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme, $tinted }) => ($tinted ? theme.colors.primary100 : theme.colors.neutral0)};
  border: 1px solid
    ${({ theme, $chosen, $wrong, $tinted }) =>
      $chosen
        ? theme.colors.primary600
        : $wrong
          ? theme.colors.danger600
          : $tinted
            ? theme.colors.primary200
            : theme.colors.neutral200};
  box-shadow: ${({ theme, $chosen }) =>
    $chosen ? `0 0 0 2px ${theme.colors.primary200}` : theme.shadows.tableShadow};
  transition: border-color 120ms;

  &:hover {
    border-color: ${({ theme, $wrong }) => ($wrong ? theme.colors.danger700 : theme.colors.primary500)};
  }
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
`;

/** Two lines of a sentence, the rest on hover. */
export const TwoLines = styled.span`
  display: -webkit-box;
  -webkit-line-clamp: 2;
  -webkit-box-orient: vertical;
  overflow: hidden;
  overflow-wrap: anywhere;
`;
