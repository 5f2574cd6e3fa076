// Turns raw samples and task events into a profile with named frames.
export { createProfileBuilder } from './profile-builder.ts';
export type { ProfileBuilder, ProfileBuilderOptions } from './profile-builder.ts';
export type { ProfileHeader } from './profile-header.ts';
