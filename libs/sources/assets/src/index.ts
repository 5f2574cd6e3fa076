// Finds the scripts and style sheets that pages carry.
export { loadPageAssets, pageAssetsFolder } from './page-assets.ts';
