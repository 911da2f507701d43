import { bootStrapi } from '../support/strapi';
import { contentSuite } from './content.suite';

contentSuite('content over REST', bootStrapi);
