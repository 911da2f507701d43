import { bootStrapi } from '../support/strapi';
import { contentExperienceSuite } from './content-experience.suite';

contentExperienceSuite('experiences', bootStrapi);
