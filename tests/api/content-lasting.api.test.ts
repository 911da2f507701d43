import { bootStrapi } from '../support/strapi';
import { contentLastingSuite } from './content-lasting.suite';

contentLastingSuite('what lasts', bootStrapi);
