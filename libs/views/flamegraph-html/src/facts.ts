import { countText, totalWeight, weightText } from '@ai-perf/analysis-fold';
import type { FlameTree } from '@ai-perf/analysis-fold';
import type { Profile } from '@ai-perf/core-model';
import { clip, escapeHtml, escapeTerminal } from '@ai-perf/core-text';
import { formatNanoseconds } from '@ai-perf/core-units';

/** A line of a page's head: what is said, and the text as the host gave it. */
export type Fact = readonly [label: string, text: string];

// A command line may be as long as 128 KiB.
const commandCells = 300;

/** What was measured, how long, on what, and what is missing. Losses are said even when there are none. */
export function profileFacts(profile: Profile): Fact[] {
  const { command, host, samples } = profile;
  const facts: Fact[] = [
    ...commandFact(command),
    ['Event', profile.event],
    ['Duration', formatNanoseconds(profile.duration)],
    ['Samples', countText(samples.at.length)],
    ['Lost', countText(profile.lost)],
    ['Cut stacks', countText(profile.truncated)],
    ['Host', `${host.hostname}, Linux ${host.kernel}, ${host.machine}, ${host.cpus} CPUs`],
    ['Started', timeText(profile.startedAt)],
  ];
  return profile.throttled === 0 ? facts : [...facts, ['Throttled', `${countText(profile.throttled)} times`]];
}

// A profile of processes that were running already has no command.
function commandFact(command: readonly string[]): Fact[] {
  return command.length === 0 ? [] : [['Command', clip(escapeTerminal(command.join(' ')), commandCells)]];
}

/** What folded text tells of itself: the weight, and the lines that could not be counted. */
export function treeFacts(tree: FlameTree): Fact[] {
  const drops: Fact[] = tree.account.drops.map(({ reason, count }) => [`Dropped, ${reason}`, countText(count)]);
  return [['Weight', weightText(totalWeight(tree), tree.unit)], ...drops];
}

/** Facts as a description list. */
export function factList(facts: readonly Fact[]): string {
  const items = facts.map(([label, text]) => `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(text)}</dd></div>`);
  return `<dl class="facts">${items.join('')}</dl>`;
}

/** Nanoseconds since 1970, in decimal, as a date: `2023-11-14 22:13:20 UTC`. */
export function timeText(startedAt: string): string {
  if (!/^\d+$/.test(startedAt)) return startedAt;
  const at = new Date(Number(BigInt(startedAt) / 1_000_000n));
  // A number beyond the range of a Date comes from a broken clock; the page must still open.
  return Number.isNaN(at.getTime()) ? startedAt : at.toISOString().replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
}
