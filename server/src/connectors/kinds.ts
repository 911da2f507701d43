import { z } from 'zod';

import {
  createRegistry,
  PluginError,
  type CrmConnector,
  type CrmConnectorDefinition,
  type JsonObject,
  type ShownCrmKind,
} from '../../../plugin/src';
import type { Secrets } from '../ports';
import type { Connection } from './connector-store';

/** The CRMs there are, and the way into an account. */
export interface Kinds {
  shown(): readonly ShownCrmKind[];
  /** The options as they are kept, or `invalid` with the path of what is wrong. */
  checkOptions(kind: string, options: JsonObject): JsonObject;
  seal(secret: string): string;
  open(connection: Pick<Connection, 'kind' | 'options' | 'sealedSecret'>): CrmConnector;
}

const PURPOSE = 'connection';

export const createKinds = (definitions: readonly CrmConnectorDefinition[], secrets: Secrets): Kinds => {
  const registry = createRegistry('CRM', definitions);
  const parse = (definition: CrmConnectorDefinition, options: JsonObject) => {
    const parsed = definition.options.safeParse(options);
    if (parsed.success) return parsed.data;
    const faults = parsed.error.issues.map(
      ({ path, message }) => ['options', ...path].join('.') + `: ${message}`,
    );
    throw new PluginError('invalid', faults.join('; '));
  };
  return {
    shown: () =>
      registry.all().map(({ kind, label, description, secret, options }) => ({
        kind,
        label,
        description,
        secret: { ...secret },
        options: { ...z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' }) },
      })),
    checkOptions: (kind, options) => parse(registry.get(kind), options) as JsonObject,
    seal: (secret) => secrets.encrypt(PURPOSE, secret),
    open({ kind, options, sealedSecret }) {
      const definition = registry.get(kind);
      return definition.open({
        secret: secrets.decrypt(PURPOSE, sealedSecret),
        options: parse(definition, options),
      });
    },
  };
};
