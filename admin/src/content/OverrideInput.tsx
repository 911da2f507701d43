import { Field, Textarea } from '@strapi/design-system';
import { InputRenderer, useField, type InputProps } from '@strapi/strapi/admin';

import type { OverrideAttribute } from '../../../plugin/src/content/overrides';
import type { Json } from '../../../plugin/src/json';
import { useText } from '../shared/useText';
import { blocksOfText, textOfBlocks } from './experience-value';
import { MediaOverride } from './MediaOverride';

interface OverrideInputProps {
  /** Where it stands in the form: `experience.variants.0.overrides.headline`. */
  readonly name: string;
  readonly label: string;
  readonly attribute: OverrideAttribute & { readonly allowedTypes?: readonly string[] };
  readonly disabled: boolean;
}

/** The value a variant has of its own, in an input that fits the attribute. */
export const OverrideInput = ({ name, label, attribute, disabled }: OverrideInputProps) => {
  const text = useText();
  const { type = 'string' } = attribute;
  if (type === 'media')
    return <MediaOverride name={name} label={label} attribute={attribute} disabled={disabled} />;
  if (type === 'blocks') return <BlocksOverride name={name} label={label} disabled={disabled} />;
  const props = {
    name,
    label,
    disabled,
    required: attribute.required ?? false,
    hint: type === 'richtext' ? text('experience.markdown.hint') : undefined,
    type: type === 'richtext' ? 'text' : type,
    ...(type === 'enumeration'
      ? { options: (attribute.enum ?? []).map((value) => ({ label: value, value })) }
      : {}),
  };
  return <InputRenderer {...(props as InputProps)} />;
};

type BlocksOverrideProps = Omit<OverrideInputProps, 'attribute'>;

const BlocksOverride = ({ name, label, disabled }: BlocksOverrideProps) => {
  const text = useText();
  const field = useField<Json>(name);
  return (
    <Field.Root name={name} error={field.error} hint={text('experience.blocks.hint')}>
      <Field.Label>{label}</Field.Label>
      <Textarea
        disabled={disabled}
        value={textOfBlocks(field.value)}
        onChange={({ target }: { target: { value: string } }) =>
          field.onChange(name, blocksOfText(target.value))
        }
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
