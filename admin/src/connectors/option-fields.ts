export interface OptionField {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'number' | 'flag' | 'choice';
  readonly hint?: string;
  readonly choices?: readonly string[];
  readonly byDefault?: string | number | boolean;
}

interface Property {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

const typeOf = ({ type, enum: choices, const: only }: Property): OptionField['type'] | undefined => {
  // There is nothing to choose.
  if (only !== undefined) return undefined;
  if (choices) return 'choice';
  if (type === 'string') return 'text';
  if (type === 'number' || type === 'integer') return 'number';
  return type === 'boolean' ? 'flag' : undefined;
};

/** The fields that a JSON schema of options asks for; what is no plain value is left to the API. */
export const optionFields = (schema: Readonly<Record<string, unknown>>): readonly OptionField[] =>
  Object.entries((schema.properties ?? {}) as Record<string, Property>).flatMap(([name, property]) => {
    const type = typeOf(property);
    if (!type) return [];
    const byDefault = property.default;
    const plain = ['string', 'number', 'boolean'].includes(typeof byDefault);
    return [
      {
        name,
        type,
        label: property.title ?? name,
        hint: property.description,
        choices: property.enum?.map(String),
        byDefault: plain ? (byDefault as string | number | boolean) : undefined,
      },
    ];
  });
