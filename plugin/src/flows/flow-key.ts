import { keyFrom } from '../keys';

const LONGEST = 80;
const KEY = /^[a-z][a-z0-9-]*$/;

export const isFlowKey = (text: string): boolean => text.length <= LONGEST && KEY.test(text);

/** The key that a name gives; on later turns the next ones, where that is taken. It begins with a letter. */
export const flowKeyOf = (name: string, turn?: number): string => {
  const key = keyFrom(name, 'flow', LONGEST, turn);
  return isFlowKey(key) ? key : keyFrom(`flow ${name}`, 'flow', LONGEST, turn);
};
