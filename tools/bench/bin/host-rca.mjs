#!/usr/bin/env node
import '../dist/host-rca-main.js';
