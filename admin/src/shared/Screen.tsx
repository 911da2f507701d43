import type { ReactNode } from 'react';

import { Typography } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';

interface ScreenProps {
  readonly title: string;
  /** The one question the screen answers, as a sentence or a number. */
  readonly subtitle?: ReactNode;
  readonly action?: ReactNode;
  readonly beside?: ReactNode;
  /** Where "back" leads when there is no history. */
  readonly backTo?: string;
  readonly children: ReactNode;
}

/** A page as Strapi lays them out: title, answer, actions, content. */
export const Screen = ({ title, subtitle, action, beside, backTo, children }: ScreenProps) => (
  <Page.Main>
    <Page.Title>{title}</Page.Title>
    <Layouts.Header
      title={title}
      subtitle={
        typeof subtitle === 'string' ? (
          subtitle
        ) : (
          <Typography variant="epsilon" textColor="neutral600" tag="p">
            {subtitle}
          </Typography>
        )
      }
      primaryAction={action}
      secondaryAction={beside}
      navigationAction={backTo === undefined ? undefined : <BackButton fallback={backTo} />}
    />
    <Layouts.Content>{children}</Layouts.Content>
  </Page.Main>
);
