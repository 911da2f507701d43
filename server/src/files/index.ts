export { CallFault, createCall } from './call';
export { checkEmails, createCarryOut } from './carry-out';
export { inWords } from './differences';
export { exportFiles } from './export-files';
export { readThings } from './file-form';
export { changeFolder, folderChanges, readFolder, type FolderChange } from './folder';
export { MovedFault, readHouse, type House } from './house';
export { planImport, type PlanStep } from './plan';
export { faultLine, nameOf, type Fault } from './thing';
