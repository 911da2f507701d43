import { z } from 'zod';

import { extensionsSchema } from './extensions';

const writeKey = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(['browser', 'server']),
  key: z.string().min(8),
  secret: z
    .string()
    .min(8)
    .optional()
    .describe('signs userIds for a browser key; a server key is its own secret'),
});

/** `config/plugins.ts` under `attune.config`. Every part is optional; with an empty object everything works on SQLite. */
export const configSchema = z.strictObject({
  content: z
    .strictObject({
      cache: z
        .union([
          z.literal(false),
          z.strictObject({
            bytes: z
              .int()
              .positive()
              .default(64 * 1024 * 1024)
              .describe('most memory for answers that are kept'),
            types: z
              .array(z.string())
              .default([])
              .describe('content types answered before policies, middlewares and actions of the app’s own'),
          }),
        ])
        .prefault({})
        .describe('answers kept in memory; false keeps none'),
      types: z
        .array(z.string())
        .optional()
        .describe(
          'content types on which components outside zones may have audiences; all, unless named. What was stored on others before still holds',
        ),
      mergeTags: z
        .array(z.string().regex(/^\w+(\.\w+)*$/))
        .default(['firstName'])
        .describe('traits that merge tags in pages may print: `firstName`, `address.city`'),
      decideCallsAMinute: z
        .int()
        .positive()
        .default(300)
        .describe('calls of /v1/decide from one IP address under one browser key; past it, 429'),
    })
    .prefault({}),
  ingest: z
    .strictObject({
      writeKeys: z.array(writeKey).default([]).describe('keys beside those made in Settings'),
      limits: z
        .strictObject({
          eventBytes: z
            .int()
            .positive()
            .default(32 * 1024),
          batchBytes: z
            .int()
            .positive()
            .default(500 * 1024),
          batchEvents: z.int().positive().default(2500).describe('most events in a batch'),
          pendingEvents: z
            .int()
            .positive()
            .default(20_000)
            .describe('events accepted and not yet durable; past it, 429'),
        })
        .prefault({}),
      allowedOrigins: z.array(z.string()).default(['*']),
    })
    .prefault({}),
  email: z
    .strictObject({
      transport: z.unknown().optional().describe("nodemailer's transport options, or an smtp:// address"),
      from: z.string().optional(),
      dkim: z.unknown().optional(),
      trackingDomain: z.url().optional(),
      siteUrl: z.url().optional().describe('where the website lives; links in mails lead there'),
    })
    .prefault({}),
  catalogue: z
    .strictObject({
      type: z.string().default('api::product.product').describe('the content type that holds what is sold'),
      id: z.string().default('sku').describe('its field that events name as product_id'),
      name: z.string().default('name'),
      price: z.string().default('price'),
      image: z.string().default('image').describe('an address, or a media field'),
      url: z.string().default('/products/{slug}').describe("a product's page; {field} stands for a field"),
      cartUrl: z.string().default('/cart'),
      currency: z.string().length(3).default('EUR'),
      fields: z
        .array(z.string().min(1))
        .max(20)
        .default([])
        .describe('fields of its entries that conditions may look at as product.{field}'),
    })
    .prefault({})
    .describe('where mails take names, prices, pictures and links of items from'),
  geo: z
    .strictObject({
      database: z
        .string()
        .min(1)
        .optional()
        .describe("a file in MaxMind's format (.mmdb) that tells places where no network in front does"),
    })
    .prefault({}),
  connectors: z
    .strictObject({
      hubspot: z
        .strictObject({
          baseUrl: z
            .url()
            .default('https://api.hubapi.com')
            .describe('elsewhere only for tests and sandboxes'),
        })
        .prefault({}),
    })
    .prefault({}),
  webhooks: z
    .strictObject({
      allow: z
        .array(z.string().min(1))
        .default([])
        .describe('hosts of private networks that flows may call, each as host or host:port'),
    })
    .prefault({}),
  privacy: z
    .strictObject({
      retentionDays: z
        .int()
        .positive()
        .default(730)
        .describe('how long events and other personal rows are kept'),
      consentCallsAMinute: z
        .int()
        .positive()
        .default(120)
        .describe('calls of /v1/consent from one IP address under one key that prove nobody; past it, 429'),
      honorGpc: z.boolean().default(true).describe('Sec-GPC and DNT mean no, until the person says yes'),
      unasked: z
        .strictObject({
          analytics: z
            .enum(['ask', 'granted'])
            .default('ask')
            .describe('what holds before the visitor has answered'),
          personalisation: z.enum(['ask', 'granted']).default('ask'),
        })
        .prefault({}),
    })
    .prefault({}),
  secrets: z
    .strictObject({
      key: z.string().min(16).optional().describe('the master secret; default: made from APP_KEYS'),
    })
    .prefault({}),
  environment: z
    .string()
    .optional()
    .describe('the name of this installation; a copied database writes to nobody until confirmed'),
  queue: z
    .union([
      z.literal('database'),
      z.looseObject({
        redis: z.string().optional().describe('hands work out over this Redis: `redis://…`'),
        work: z
          .boolean()
          .default(true)
          .describe('false: this process only hands work out, and `npx attune worker` does it'),
      }),
    ])
    .default('database')
    .describe('how work finds whoever does it; the database needs nothing else'),
  extensions: extensionsSchema.describe(
    'condition kinds, flow steps, CRM connectors, e-mail transports, job queues',
  ),
});

export type AttuneConfig = z.output<typeof configSchema>;

/** Throws with one line for each fault: its path, what was wanted. Strapi shows it and refuses to boot. */
export const parseConfig = (config: unknown): AttuneConfig => {
  const parsed = configSchema.safeParse(config ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    (issue) => `  ${issue.path.join('.') || '(root)'}: ${issue.message}`,
  );
  throw new Error(`The attune plugin's configuration is not valid:\n${faults.join('\n')}`);
};
