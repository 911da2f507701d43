import { MappingFault } from './mapping';

const TOP = ['type', 'event', 'userId', 'anonymousId', 'email', 'previousId', 'groupId', 'name', 'timestamp'];
const TYPES = ['text', 'number', 'boolean', 'date'];

const PAIR = /^([^=:]+)(:?=)(.+)$/;

/** `Total:number` says a type; a colon before anything else belongs to the column's name. */
const typed = (text: string): { column: string; type?: string } => {
  const at = text.lastIndexOf(':');
  const type = text.slice(at + 1);
  return at > 0 && TYPES.includes(type) ? { column: text.slice(0, at), type } : { column: text };
};

export const isPair = (text: string): boolean => PAIR.test(text);

/**
 * A mapping of one event a row from `name=column` pairs: `userId=CustomerID`, `properties.total=Total:number`;
 * `event:=Signed Up` is a constant. Throws a MappingFault.
 */
export const mappingOfPairs = (pairs: readonly string[]): unknown => {
  const event: Record<string, unknown> = {};
  const within: Record<string, Record<string, unknown>> = {};
  for (const pair of pairs) {
    const [, name = '', sign, value = ''] = PAIR.exec(pair) ?? [];
    const [head = '', ...rest] = name.split('.');
    const isInner = ['properties', 'traits', 'context'].includes(head) && rest.length > 0;
    if (!isInner && !TOP.includes(name)) {
      throw new MappingFault(
        `  "${pair}": wanted name=column, where name is ${TOP.join(', ')}, properties.x, traits.x or context.x.`,
      );
    }
    const field = sign === ':=' ? { value } : typed(value);
    if (isInner) (within[head] ??= {})[rest.join('.')] = field;
    else if (name === 'type') event.type = value;
    else if (name === 'timestamp') event.timestamp = sign === ':=' ? value : { column: value };
    else event[name] = field;
  }
  return { events: [{ ...event, ...within }] };
};
