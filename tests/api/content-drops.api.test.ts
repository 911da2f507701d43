import { bootStrapi } from '../support/strapi';
import { contentDropsSuite } from './content-drops.suite';

contentDropsSuite('what a write ends', bootStrapi);
