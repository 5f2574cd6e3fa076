// Builds small ELF files for tests and reads them back.
export { compileC, missingTools } from './compile-c.ts';
export { bytesSource, fileSource } from './file-source.ts';
export { noModuleFiles } from './no-module-files.ts';
