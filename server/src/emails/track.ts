import { mapLinks } from './rendering/html-links';
import type { RenderedMail } from './rendering/renderer';

const WEB = /^https?:\/\//i;
const IN_TEXT = /https?:\/\/[^\s<>()"']+[^\s<>()"'.,;:!?]/gi;

/**
 * The same mail with its web links led through us, in both parts. `keep` are links that must work without us
 * counting, as the one to unsubscribe.
 */
export const trackLinks = (
  mail: RenderedMail,
  through: (url: string) => string,
  keep: ReadonlySet<string>,
): RenderedMail => {
  const lead = (url: string): string => (WEB.test(url) && !keep.has(url) ? through(url) : url);
  return {
    subject: mail.subject,
    html: mapLinks(mail.html, (url, { tag, attribute }) =>
      attribute === 'href' && (tag === 'a' || tag === 'area') ? lead(url) : url,
    ),
    text: mail.text.replace(IN_TEXT, lead),
  };
};
