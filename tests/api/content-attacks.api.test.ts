import { bootStrapi } from '../support/strapi';
import { contentAttacksSuite } from './content-attacks.suite';

contentAttacksSuite('attacks on targeted blocks', bootStrapi);
