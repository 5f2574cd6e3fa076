import type { FacilityName, Need } from '@ai-perf/core-cli';
import { z } from 'zod';

export const stateSchema = z.enum(['works', 'degraded', 'impossible']);
export type State = z.infer<typeof stateSchema>;

export const facilityReportSchema = z.object({
  facility: z.string(),
  state: stateSchema,
  detail: z.string().describe('what was found, or why it is not there'),
  fix: z.string().describe('what to type to mend it; empty when it works or cannot be mended'),
});
export type FacilityReport = z.infer<typeof facilityReportSchema>;

export const toolReportSchema = z.object({
  tool: z.string(),
  state: stateSchema,
  because: z.array(z.string()).describe('facilities that hold it back'),
});
export type ToolReport = z.infer<typeof toolReportSchema>;

export const doctorSchema = z.object({
  version: z.string(),
  node: z.string(),
  kernel: z.string(),
  user: z.string(),
  facilities: z.array(facilityReportSchema),
  tools: z.array(toolReportSchema),
});
export type DoctorReport = z.infer<typeof doctorSchema>;

export const works = (facility: FacilityName, detail: string): FacilityReport => ({
  facility,
  state: 'works',
  detail,
  fix: '',
});

/** A required facility that is missing makes a tool impossible; one that is degraded or optional degrades it. */
export function judgeTool(tool: string, needs: readonly Need[], facilities: readonly FacilityReport[]): ToolReport {
  const states = needs.map((need) => ({ need, state: stateOf(need, facilities) }));
  const held = states.filter(({ state }) => state !== 'works');
  const impossible = held.some(({ need, state }) => state === 'impossible' && !need.optional);
  return {
    tool,
    state: impossible ? 'impossible' : held.length > 0 ? 'degraded' : 'works',
    because: [...new Set(held.map(({ need }) => need.facility))],
  };
}

function stateOf(need: Need, facilities: readonly FacilityReport[]): State {
  return facilities.find((report) => report.facility === need.facility)?.state ?? 'works';
}
