#!/usr/bin/env node
import '../dist/inject-main.js';
