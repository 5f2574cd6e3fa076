import { facility, optionalFacility } from '@ai-perf/core-cli';
import { expect, test } from 'vitest';
import { judgeTool } from './report.ts';
import type { FacilityReport } from './report.ts';

const facilities: readonly FacilityReport[] = [
  { facility: 'procfs', state: 'works', detail: '', fix: '' },
  { facility: 'perf-event', state: 'degraded', detail: 'user space only', fix: '' },
  { facility: 'tracefs', state: 'impossible', detail: 'not mounted', fix: '' },
];

test('a tool whose needs all work, works', () => {
  expect(judgeTool('a', [facility('procfs')], facilities)).toEqual({ tool: 'a', state: 'works', because: [] });
});

test('a missing facility makes a tool impossible only when it cannot do without', () => {
  expect(judgeTool('a', [facility('tracefs')], facilities).state).toBe('impossible');
  expect(judgeTool('a', [optionalFacility('tracefs')], facilities).state).toBe('degraded');
});

test('every facility that holds a tool back is named once', () => {
  const needs = [facility('perf-event'), optionalFacility('perf-event', 'cycles'), optionalFacility('tracefs')];
  expect(judgeTool('a', needs, facilities).because).toEqual(['perf-event', 'tracefs']);
});
