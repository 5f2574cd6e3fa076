import { writePages } from '../dist/index.js';

await writePages();
