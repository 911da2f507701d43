import { bootStrapi } from '../support/strapi';
import { contentEditorSuite } from './content-editor.suite';

contentEditorSuite('an editor with a field list of their own', bootStrapi);
