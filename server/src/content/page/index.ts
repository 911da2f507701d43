export { createCompiler } from './compile';
export { cutPage, decidePage, joinPage, type PageCut } from './cut-page';
export { gateOf, isOpen, type Gate } from './gate';
export { nextDate, type Page } from './page';
export { versionOf } from './version';
