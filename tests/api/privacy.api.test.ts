import { bootStrapi } from '../support/strapi';
import { privacySuite } from './privacy.suite';

privacySuite('privacy', bootStrapi);
