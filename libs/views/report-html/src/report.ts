import { countText, flameTreeOfProfile } from '@ai-perf/analysis-fold';
import type { Diagnosis, PageAssets, Profile } from '@ai-perf/core-model';
import { escapeHtml } from '@ai-perf/core-text';
import { as, formatNanoseconds } from '@ai-perf/core-units';
import type { Nanoseconds } from '@ai-perf/core-units';
import { factList, flameFragment, pageDocument, profileFacts, timeText } from '@ai-perf/views-flamegraph-html';
import type { Fact } from '@ai-perf/views-flamegraph-html';
import { adviceSection } from './advice-section.ts';
import { evidenceSection } from './evidence-section.ts';
import { candidateSection, findingSection } from './finding-sections.ts';
import { sectionHtml } from './markup.ts';
import { culpritText, moodOf } from './names.ts';
import { verdictSection } from './verdict-section.ts';

export interface ReportInput {
  readonly diagnosis: Diagnosis;
  /** Null when nothing could be sampled. */
  readonly profile: Profile | null;
}

/** The diagnosis as one offline page: the same bytes for the same input. */
export function reportPage({ diagnosis, profile }: ReportInput, assets: PageAssets): string {
  const { verdict, evidence, findings, candidates, recommendations, limits } = diagnosis;
  const sections = [
    verdictSection(verdict),
    factList(windowFacts(diagnosis, profile)),
    adviceSection(recommendations),
    evidenceSection(evidence),
    flameSection(profile, verdict.site?.function),
    findingSection(findings),
    candidateSection(candidates),
    limitSection(limits),
  ];
  return pageDocument({
    title: titleOf(diagnosis),
    body: `<main class="page report">\n${sections.filter((html) => html !== '').join('\n')}\n</main>`,
    styles: [assets.style, assets.reportStyle],
    scripts: profile === null ? [] : [assets.script],
  });
}

function titleOf({ verdict }: Diagnosis): string {
  const { mood, word } = moodOf(verdict);
  return mood === 'fault' ? `${verdict.resource} / ${verdict.mechanism}: ${culpritText(verdict.culprit)}` : word;
}

function windowFacts({ scope, startedAt, duration, lost }: Diagnosis, profile: Profile | null): Fact[] {
  const about = scope.tgid === undefined ? scope.kind : `${scope.kind} ${scope.tgid}`;
  const host: Fact[] = (profile === null ? [] : profileFacts(profile)).filter(
    ([label]) => label === 'Host' || label === 'Command',
  );
  return [
    ['Looked at', scope.kind === 'system' ? 'the whole host' : about],
    ['For', formatNanoseconds(as<Nanoseconds>(duration))],
    ['Started', timeText(startedAt)],
    ['Samples lost', countText(lost)],
    ...host,
  ];
}

function flameSection(profile: Profile | null, site: string | undefined): string {
  if (profile === null) return '';
  const own = new Set(['Event', 'Samples', 'Duration', 'Lost', 'Cut stacks', 'Throttled']);
  const facts = factList(profileFacts(profile).filter(([label]) => own.has(label)));
  const tree = flameTreeOfProfile(profile);
  // A function that waits is the site of the fault and yet in no sample of what ran.
  const isDrawn = site !== undefined && tree.frames.some(({ name }) => name === site);
  const marked = `<p>Marked: <code>${escapeHtml(site ?? '')}</code>, the function that the verdict names.</p>\n`;
  const fragment = flameFragment(tree, { heading: 3, ...(isDrawn ? { mark: site } : {}) });
  return sectionHtml('flame', 'Where the time went', `${facts}\n${isDrawn ? marked : ''}${fragment}`);
}

function limitSection(limits: readonly string[]): string {
  if (limits.length === 0) return '';
  const items = limits.map((limit) => `<li>${escapeHtml(limit)}</li>`).join('\n');
  return sectionHtml('limits', 'What could not be measured', `<ul class="limits">\n${items}\n</ul>`);
}
