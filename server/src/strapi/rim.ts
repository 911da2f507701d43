import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import type { Clock, Locate, Log, NewId, Secrets, Transact } from '../ports';
import type { AttuneConfig } from './config';

/** What the rim hands to every slice's adapter. */
export interface Rim {
  readonly strapi: Core.Strapi;
  readonly db: Knex;
  readonly transact: Transact;
  readonly now: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly config: AttuneConfig;
  /** Knows no place of anybody unless a database of addresses is configured. */
  readonly locate: Locate;
}
