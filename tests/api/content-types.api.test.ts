import { bootStrapi } from '../support/strapi';
import { contentTypesSuite } from './content-types.suite';

contentTypesSuite('audiences on types that content.types leaves out', bootStrapi);
