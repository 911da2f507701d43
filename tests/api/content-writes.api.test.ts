import { bootStrapi } from '../support/strapi';
import { contentWritesSuite } from './content-writes.suite';

contentWritesSuite('content that is read and saved', bootStrapi);
