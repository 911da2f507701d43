import { bootStrapi } from '../support/strapi';
import { contentVisitorsSuite } from './content-visitors.suite';

contentVisitorsSuite('content for visitors', bootStrapi);
