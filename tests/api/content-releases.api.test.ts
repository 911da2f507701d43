import { bootStrapi } from '../support/strapi';
import { contentReleasesSuite } from './content-releases.suite';

contentReleasesSuite('what a release publishes', bootStrapi);
