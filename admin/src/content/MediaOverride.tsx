import { useEffect, useState, type ComponentType } from 'react';

import { Box, Button, Field, Flex, Typography } from '@strapi/design-system';
import { Images } from '@strapi/icons';
import { useField, useFetchClient, useStrapiApp } from '@strapi/strapi/admin';

import { filesIn } from '../../../plugin/src/content/overrides';
import type { Json } from '../../../plugin/src/json';
import { useText } from '../shared/useText';

interface Asset {
  readonly id: number;
  readonly name: string;
  readonly mime?: string;
  readonly url?: string;
}

interface DialogProps {
  readonly allowedTypes?: readonly string[];
  readonly multiple: boolean;
  readonly initiallySelectedAssets: readonly Asset[];
  readonly onClose: () => void;
  readonly onSelectAssets: (assets: readonly Asset[]) => void;
}

interface MediaOverrideProps {
  readonly name: string;
  readonly label: string;
  readonly attribute: { readonly multiple?: boolean; readonly allowedTypes?: readonly string[] };
  readonly disabled: boolean;
}

/** A variant's files, chosen in Strapi's own media library. The form holds their ids. */
export const MediaOverride = ({ name, label, attribute, disabled }: MediaOverrideProps) => {
  const text = useText();
  const field = useField<Json>(name);
  const { get } = useFetchClient();
  const Dialog = useStrapiApp('MediaOverride', ({ components }) => components['media-library']) as
    | ComponentType<DialogProps>
    | undefined;
  const [isOpen, setIsOpen] = useState(false);
  const [known, setKnown] = useState<readonly Asset[]>([]);
  const ids = filesIn(field.value ?? null) ?? [];
  const wanted = ids.join(',');

  useEffect(() => {
    let isCurrent = true;
    const missing = wanted === '' ? [] : wanted.split(',').map(Number);
    void Promise.all(
      missing.map((id) =>
        get<Asset>(`/upload/files/${id}`).then(
          ({ data }) => [data],
          () => [],
        ),
      ),
    ).then((found) => {
      if (isCurrent) setKnown(found.flat());
    });
    return () => {
      isCurrent = false;
    };
  }, [wanted, get]);

  const choose = (assets: readonly Asset[]) => {
    const chosen = assets.map(({ id }) => id);
    field.onChange(name, attribute.multiple ? chosen : (chosen[0] ?? null));
    setIsOpen(false);
  };
  const shown = ids.flatMap((id) => known.filter((asset) => asset.id === id));
  return (
    <Field.Root name={name} error={field.error}>
      <Field.Label>{label}</Field.Label>
      <Flex gap={3} wrap="wrap">
        {shown.map(({ id, name: fileName, mime, url }) => (
          <Flex key={id} gap={2}>
            {url && mime?.startsWith('image/') && (
              <Box tag="img" src={url} alt="" height="4rem" hasRadius background="neutral100" />
            )}
            <Typography textColor="neutral700">{fileName}</Typography>
          </Flex>
        ))}
        {ids.length === 0 && <Typography textColor="neutral600">{text('experience.no-file')}</Typography>}
        {shown.length < ids.length && (
          <Typography textColor="danger600">{text('experience.file-gone')}</Typography>
        )}
        <Button
          variant="secondary"
          startIcon={<Images aria-hidden />}
          disabled={disabled || !Dialog}
          onClick={() => setIsOpen(true)}
        >
          {text('experience.choose-file', { multiple: String(attribute.multiple === true) })}
        </Button>
      </Flex>
      <Field.Error />
      {isOpen && Dialog && (
        <Dialog
          allowedTypes={attribute.allowedTypes}
          multiple={attribute.multiple === true}
          initiallySelectedAssets={shown}
          onClose={() => setIsOpen(false)}
          onSelectAssets={choose}
        />
      )}
    </Field.Root>
  );
};
