/** Every action a role can be given, each named once: `plugin::attune.<word>`, and the label shown among the roles. */
export const PERMISSIONS = {
  'segments.read': 'Read segments',
  'segments.update': 'Create, edit and delete segments',
  'flows.read': 'Read flows and their numbers',
  'flows.update': 'Create and edit flows',
  'flows.publish': 'Publish, pause and stop flows',
  'emails.read': 'Read e-mail templates',
  'emails.update': 'Create and edit e-mail templates',
  'emails.send': 'Send test e-mails',
  'connections.read': 'Read CRM connections',
  'connections.update': 'Connect CRMs and sync',
  'people.read': 'See people',
  'people.tag': 'Tag people',
  'people.import': 'Import people from files',
  'people.export': "Export a person's data",
  'people.erase': 'Erase a person',
  'people.suppress': 'Suppress and release addresses',
  'events.read': 'Watch events and quarantine',
  'content.read': 'See who a block is shown to',
  'content.update': 'Build conditions in blocks',
  'content.detach': 'Free and unpublish blocks before the plugin is removed',
  'settings.read': 'Read settings and health',
  'settings.update': 'Change settings and keys',
} as const;

export type Permission = keyof typeof PERMISSIONS;

/** The name Strapi stores a permission under. */
export const permissionUid = (permission: Permission): string => `plugin::attune.${permission}`;
