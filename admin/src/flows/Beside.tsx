import type { ReactNode } from 'react';

import { styled } from 'styled-components';

interface BesideProps {
  readonly main: ReactNode;
  readonly side: ReactNode;
}

/** As high as the window lets it be, so that the page itself need not scroll. */
const Row = styled.div`
  display: grid;
  grid-template-columns: minmax(0, 1fr) 32rem;
  gap: 1.6rem;
  height: max(52rem, calc(100vh - 30rem));
`;

const Side = styled.div`
  min-height: 0;
  overflow-y: auto;
  border-radius: ${({ theme }) => theme.borderRadius};
`;

/** A canvas, and at its right what it is about. */
export const Beside = ({ main, side }: BesideProps) => (
  <Row>
    {main}
    <Side>{side}</Side>
  </Row>
);
