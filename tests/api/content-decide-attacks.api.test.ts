import { bootStrapi } from '../support/strapi';
import { contentDecideAttacksSuite } from './content-decide-attacks.suite';

contentDecideAttacksSuite('attacks with tokens of choices', bootStrapi);
