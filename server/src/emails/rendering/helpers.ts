import { PluginError } from '../../../../plugin/src';
import { safeUrl } from './safe-url';

/** The helpers that a template may name; whatever else Handlebars brings along is refused. */
export const HELPERS = ['if', 'unless', 'each', 'fallback', 'url', 'money'] as const;

/** What one rendering may do at most, shared by all its loops. */
export interface Budget {
  rounds: number;
  characters: number;
}

export const newBudget = (): Budget => ({ rounds: 5_000, characters: 1_000_000 });

interface HelperOptions {
  readonly hash: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>>;
  fn(context: unknown, options?: object): string;
  inverse(context: unknown): string;
}

const isOptions = (value: unknown): value is HelperOptions =>
  typeof value === 'object' && value !== null && 'hash' in value && 'data' in value;

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** `{{fallback profile.firstName "there"}}`: the first that is not empty. A whole object is nothing to print. */
const fallback = (...values: unknown[]): unknown =>
  values.find((value) => !isOptions(value) && !isEmpty(value) && typeof value !== 'object') ?? '';

/** `{{url link}}`: the address when a mail may point there, else `#`. */
const url = (value: unknown): string => (typeof value === 'string' ? (safeUrl(value) ?? '#') : '#');

/** `{{money price "EUR"}}`, as English readers write it. */
const money = (value: unknown, currency: unknown): string => {
  const amount = Number(value);
  if (!Number.isFinite(amount)) return '';
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return amount.toFixed(2);
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount);
};

const spend = (budget: Budget, characters: number): void => {
  budget.rounds -= 1;
  budget.characters -= characters;
  if (budget.rounds < 0 || budget.characters < 0) {
    throw new PluginError('too-large', 'The loops of this template go round too often.');
  }
};

/** `{{#each}}` as Handlebars has it, over lists only, within the rendering's budget. */
function each(this: unknown, list: unknown, options: HelperOptions): string {
  if (!Array.isArray(list) || list.length === 0) return options.inverse(this);
  const budget = options.data.budget as Budget;
  let html = '';
  for (const [index, item] of list.entries()) {
    spend(budget, 0);
    const data = {
      ...options.data,
      index,
      first: index === 0,
      last: index === list.length - 1,
      _parent: options.data,
    };
    const round = options.fn(item, { data, blockParams: [item, index] });
    spend(budget, round.length);
    html += round;
  }
  return html;
}

export const helpers = { fallback, url, money, each };
