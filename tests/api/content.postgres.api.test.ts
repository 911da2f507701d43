import { afterAll, describe, it } from 'vitest';

import { bootOn } from '../support/boot-on';
import { startPostgres, type RunningPostgres } from '../support/postgres';
import { contentSuite } from './content.suite';
import { contentAgreeSuite } from './content-agree.suite';
import { contentAttacksSuite } from './content-attacks.suite';
import { contentAttributesSuite } from './content-attributes.suite';
import { contentDecideSuite } from './content-decide.suite';
import { contentDecideAttacksSuite } from './content-decide-attacks.suite';
import { contentEditorSuite } from './content-editor.suite';
import { contentDropsSuite } from './content-drops.suite';
import { contentLaneSuite } from './content-lane.suite';
import { contentExperienceSuite } from './content-experience.suite';
import { contentLastingSuite } from './content-lasting.suite';
import { contentReleasesSuite } from './content-releases.suite';
import { contentTypesSuite } from './content-types.suite';
import { contentVisitorsSuite } from './content-visitors.suite';
import { contentWritesSuite } from './content-writes.suite';

const started = await startPostgres();

if ('skipped' in started) {
  describe.skip(`content on PostgreSQL: ${started.skipped}`, () => {
    it('is skipped', () => {});
  });
} else {
  onPostgres(started);
}

function onPostgres(postgres: RunningPostgres): void {
  afterAll(() => postgres.stop());
  const boot = bootOn(postgres, 'suite');
  contentSuite('content over REST on PostgreSQL', boot);
  contentAttacksSuite('attacks on targeted blocks on PostgreSQL', boot);
  contentAttributesSuite('an entry with every type of attribute on PostgreSQL', boot);
  contentVisitorsSuite('content for visitors on PostgreSQL', boot);
  contentWritesSuite('content that is read and saved on PostgreSQL', boot);
  contentEditorSuite('an editor with a field list of their own on PostgreSQL', boot);
  contentExperienceSuite('experiences on PostgreSQL', boot);
  contentLastingSuite('what lasts on PostgreSQL', boot);
  contentLaneSuite('answers from memory on PostgreSQL', boot);
  contentDropsSuite('what a write ends on PostgreSQL', boot);
  contentDecideSuite('choices for edges and static sites on PostgreSQL', boot);
  contentDecideAttacksSuite('attacks with tokens of choices on PostgreSQL', boot);
  contentReleasesSuite('what a release publishes on PostgreSQL', boot);
  contentTypesSuite('audiences on types that content.types leaves out on PostgreSQL', boot);
  contentAgreeSuite('random pages for random visitors on PostgreSQL', boot);
}
