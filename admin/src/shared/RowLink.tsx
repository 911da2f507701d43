import type { ReactNode } from 'react';

import { Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

interface RowLinkProps {
  readonly to: string;
  readonly children: ReactNode;
}

/** The link in a row's first cell, so that the row can be opened from the keyboard too. */
export const RowLink = ({ to, children }: RowLinkProps) => (
  <Link tag={NavLink} to={to} onClick={(event: { stopPropagation(): void }) => event.stopPropagation()}>
    {children}
  </Link>
);
