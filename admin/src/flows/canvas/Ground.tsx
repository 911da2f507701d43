import { styled } from 'styled-components';

/** What the cards lie on, in Strapi's colours, light and dark. */
export const Ground = styled.div`
  position: relative;
  height: 100%;
  overflow: hidden;
  border-radius: ${({ theme }) => theme.borderRadius};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  background: ${({ theme }) => theme.colors.neutral100};

  .react-flow {
    --xy-background-color: ${({ theme }) => theme.colors.neutral100};
    --xy-background-pattern-color: ${({ theme }) => theme.colors.neutral300};
    --xy-edge-stroke: ${({ theme }) => theme.colors.neutral400};
    --xy-edge-stroke-width: 1.5;
    --xy-edge-stroke-selected: ${({ theme }) => theme.colors.primary600};
    --xy-connectionline-stroke: ${({ theme }) => theme.colors.primary600};
    --xy-connectionline-stroke-width: 2;
    --xy-minimap-background-color: ${({ theme }) => theme.colors.neutral0};
    --xy-minimap-mask-background-color: ${({ theme }) => theme.colors.neutral150}b0;
    font-family: inherit;
  }
  .react-flow__edge-path {
    stroke-linecap: round;
  }
  .react-flow__edge-path.taken {
    stroke: ${({ theme }) => theme.colors.primary500};
    stroke-opacity: 0.55;
  }
  .react-flow__handle {
    width: 1rem;
    height: 1rem;
    background: ${({ theme }) => theme.colors.neutral0};
    border: 2px solid ${({ theme }) => theme.colors.neutral400};
    opacity: 0;
    transition: opacity 120ms;
  }
  .react-flow__node:hover .react-flow__handle.connectable,
  .react-flow__node:focus-within .react-flow__handle.connectable,
  .react-flow__handle.connectingto,
  .react-flow__handle.connectingfrom {
    opacity: 1;
    border-color: ${({ theme }) => theme.colors.primary600};
  }
  .react-flow__node.dragging {
    opacity: 0.75;
  }
  .react-flow__minimap {
    border: 1px solid ${({ theme }) => theme.colors.neutral200};
    border-radius: ${({ theme }) => theme.borderRadius};
    overflow: hidden;
  }
`;

/** Lies over the ground at a corner. */
export const Corner = styled.div<{ readonly $at: 'left' | 'bottom' }>`
  position: absolute;
  z-index: 5;
  left: 1.2rem;
  ${({ $at }) => ($at === 'left' ? 'top: 1.2rem; bottom: 6.4rem; pointer-events: none;' : 'bottom: 1.2rem;')}

  & > * {
    pointer-events: all;
  }
`;
