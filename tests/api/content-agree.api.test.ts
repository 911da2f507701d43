import { bootStrapi } from '../support/strapi';
import { contentAgreeSuite } from './content-agree.suite';

contentAgreeSuite('random pages for random visitors', bootStrapi);
