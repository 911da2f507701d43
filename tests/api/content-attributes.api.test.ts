import { bootStrapi } from '../support/strapi';
import { contentAttributesSuite } from './content-attributes.suite';

contentAttributesSuite('an entry with every type of attribute', bootStrapi);
