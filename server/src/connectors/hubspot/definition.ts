import { z } from 'zod';

import { defineCrmConnector } from '../../../../plugin/src';
import { createHubspotClient } from './client';
import { openHubspot } from './hubspot';

/** HubSpot's names of properties, and the traits they become. */
const FIELDS = {
  firstname: 'firstName',
  lastname: 'lastName',
  company: 'company',
  jobtitle: 'title',
  phone: 'phone',
  city: 'city',
  country: 'country',
  website: 'website',
  lifecyclestage: 'lifecycleStage',
} as const;

const name = z.string().regex(/^\w{1,100}$/, 'A name is made of letters, digits and underscores.');

export const hubspotOptions = z.strictObject({
  fields: z
    .record(name, name)
    .default(FIELDS)
    .describe('Properties of a contact, and the traits they become'),
});

export type HubspotOptions = z.output<typeof hubspotOptions>;

/** `baseUrl` comes from the configuration file and from nowhere else: nobody in the panel can aim the token elsewhere. */
export const hubspotConnector = (baseUrl: string) =>
  defineCrmConnector({
    kind: 'hubspot',
    label: 'HubSpot',
    description: 'Lists become segments, and their contacts people.',
    secret: {
      label: 'Access token',
      help: 'Settings > Integrations > Private apps, with the scopes crm.lists.read and crm.objects.contacts.read; crm.lists.write for flows that change lists.',
    },
    options: hubspotOptions,
    open: ({ secret, options }) => openHubspot(createHubspotClient(baseUrl, secret), options.fields),
  });
