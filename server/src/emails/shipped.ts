import type { EmailSource } from '../../../plugin/src';
import type { Layout } from './rendering/renderer';

/** What comes with the plugin, as the folder `templates/` has it. */
export interface Shipped {
  readonly emails: readonly ShippedEmail[];
  readonly layouts: Readonly<Record<string, Layout>>;
  readonly partials: Readonly<Record<string, string>>;
}

export interface ShippedEmail extends EmailSource {
  readonly key: string;
  readonly name: string;
}

export const sourceOf = ({ subject, html, text, layout, sample }: EmailSource): EmailSource => ({
  subject,
  html,
  text,
  layout,
  sample,
});

export const sameSource = (a: EmailSource, b: EmailSource): boolean =>
  JSON.stringify(sourceOf(a)) === JSON.stringify(sourceOf(b));
