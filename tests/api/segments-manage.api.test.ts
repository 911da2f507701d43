import { bootStrapi } from '../support/strapi';
import { segmentsManageSuite } from './segments-manage.suite';

segmentsManageSuite('segments, managed', bootStrapi);
