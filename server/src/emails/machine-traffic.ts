/** What a request for a link says of itself. */
export interface Visit {
  readonly method: string;
  readonly header: (name: string) => string;
}

/**
 * Those that open links before, or instead of, people: mail gateways, link checkers, previews of chats, scripts.
 * A list can only name those that say who they are.
 */
const MACHINES =
  /bot\b|crawl|spider|scan|preview|prefetch|safelinks|proofpoint|mimecast|barracuda|fireeye|symantec|trendmicro|googleimageproxy|yahoomailproxy|facebookexternalhit|slack|telegram|whatsapp|skypeuri|bitly|python|curl\/|wget|go-http-client|java\/|libwww|okhttp|axios|headlesslink/i;

const PREFETCH = /prefetch|prerender|preview/i;

/** Whether a click is a machine's: it leads on all the same, and counts for nothing. */
export const isMachine = ({ method, header }: Visit): boolean =>
  method === 'HEAD' ||
  MACHINES.test(header('user-agent')) ||
  header('user-agent') === '' ||
  [header('purpose'), header('sec-purpose'), header('x-purpose'), header('x-moz')].some((value) =>
    PREFETCH.test(value),
  );
