import { bootStrapi } from '../support/strapi';
import { contentLaneSuite } from './content-lane.suite';

contentLaneSuite('answers from memory', bootStrapi);
