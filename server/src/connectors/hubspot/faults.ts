import { CrmFault } from '../../../../plugin/src';

/** What HubSpot's two shapes of 429 and its errors have in common, if anything. */
interface ErrorBody {
  readonly policyName?: unknown;
  readonly message?: unknown;
  readonly category?: unknown;
}

/** Over the daily limit nothing helps but tomorrow; over the one per second or ten seconds, patience does. */
const isDaily = ({ policyName, message }: ErrorBody): boolean =>
  policyName === 'DAILY' || (typeof message === 'string' && /daily limit/i.test(message));

const bodyOf = (data: unknown): ErrorBody => (typeof data === 'object' && data ? data : {});

/** HubSpot's 429 says no Retry-After, but a gateway before it may. Seconds only; a date is left to our own patience. */
const retryAfterOf = (header: unknown): number | undefined => {
  const seconds = Number(header);
  return typeof header === 'string' && seconds > 0 ? Math.min(seconds, 60) * 1000 : undefined;
};

/** A sentence for an answer that is not a success. What HubSpot wrote is not repeated: it may name contacts. */
export const faultOf = (status: number, data: unknown, retryAfter: unknown): CrmFault => {
  const body = bodyOf(data);
  if (status === 401) {
    return new CrmFault(
      'refused',
      'HubSpot does not accept the token: it has expired, or was replaced. Enter a new one.',
    );
  }
  if (status === 403) {
    return new CrmFault(
      'refused',
      'The token lacks a scope. It needs crm.lists.read and crm.objects.contacts.read, and crm.lists.write for flows.',
    );
  }
  if (status === 404) return new CrmFault('gone', 'HubSpot no longer has what was asked for.');
  if (status === 429) {
    return isDaily(body)
      ? new CrmFault('spent', "The account's requests for today are used up. The sync goes on tomorrow.")
      : new CrmFault('too-many', 'HubSpot asks for patience (429).', retryAfterOf(retryAfter));
  }
  if (status >= 500 || status === 408) {
    return new CrmFault('unavailable', `HubSpot has a fault of its own (${status}).`);
  }
  return new CrmFault('unexpected', `HubSpot refused a request (${status}).`);
};
