import { bootStrapi } from '../support/strapi';
import { contentDecideSuite } from './content-decide.suite';

contentDecideSuite('choices for edges and static sites', bootStrapi);
