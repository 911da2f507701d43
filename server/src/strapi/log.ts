import type { Core } from '@strapi/strapi';

import type { Log } from '../ports';

/** Strapi's own logger, with our name before each line. */
export const createLog = (strapi: Core.Strapi): Log => {
  const line = (message: string, context?: object) =>
    context ? `[attune] ${message} ${JSON.stringify(context)}` : `[attune] ${message}`;
  return {
    debug: (message, context) => strapi.log.debug(line(message, context)),
    info: (message, context) => strapi.log.info(line(message, context)),
    warn: (message, context) => strapi.log.warn(line(message, context)),
    error: (message, context) => strapi.log.error(line(message, context)),
  };
};
