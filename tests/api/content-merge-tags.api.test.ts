import { bootStrapi } from '../support/strapi';
import { contentMergeTagsSuite } from './content-merge-tags.suite';

contentMergeTagsSuite('merge tags in pages', bootStrapi);
