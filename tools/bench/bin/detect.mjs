#!/usr/bin/env node
import { startBuilt } from './start-built.mjs';

await startBuilt('detect-main.js');
