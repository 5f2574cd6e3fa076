// The domain types that flow between the layers, and their JSON schemas.
export type * from './profile.ts';
export type * from './raw-samples.ts';
export type * from './module-files.ts';
export type * from './snapshot.ts';
export type * from './host-snapshot.ts';
export type * from './task-watch.ts';
export * from './vocabulary.ts';
export * from './diagnosis.ts';
export { profileSchema } from './profile-schema.ts';
export type * from './page-assets.ts';
