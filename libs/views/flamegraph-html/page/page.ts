import { formatRatio } from '@ai-perf/core-units';
import type { Ratio } from '@ai-perf/core-units';
import type { FlameData } from '../src/flame-data.ts';
import { FlameChart } from './chart.ts';
import type { Direction, FrameElement } from './keyboard.ts';

// Finds every flame graph of the page and gives it life.

function part<T extends Element>(section: Element, selector: string): T {
  const found = section.querySelector<T>(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}

function mount(section: HTMLElement): void {
  const data = JSON.parse(part(section, 'script').textContent ?? '') as FlameData;
  const details = part<HTMLElement>(section, '.flame-details');
  const reset = part<HTMLButtonElement>(section, 'button');
  const chart = new FlameChart(part(section, '.flame-chart'), data, {
    change: () => void (reset.disabled = !chart.isZoomed),
    // A no-break space keeps the line's height.
    point: (text) => void (details.textContent = text ?? '\u00a0'),
  });
  reset.addEventListener('click', () => chart.resetZoom());
  connectSearch(section, chart);
  connectKeys(section, chart, { details, inverted: data.inverted });
  chart.animate();
  let width = section.clientWidth;
  new ResizeObserver(() => {
    if (section.clientWidth === width) return;
    width = section.clientWidth;
    chart.fit();
  }).observe(section);
}

function connectSearch(section: HTMLElement, chart: FlameChart): void {
  const input = part<HTMLInputElement>(section, 'input');
  const matched = part<HTMLOutputElement>(section, '.flame-matched');
  const show = (): void => {
    const term = input.value.trim();
    if (term === '') {
      chart.clearSearch();
      matched.textContent = '';
      return;
    }
    const share = chart.search(term);
    matched.textContent = share === null ? 'not a pattern' : `matched ${formatRatio(share as Ratio)}`;
  };
  let waiting: ReturnType<typeof setTimeout> | undefined;
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  });
  if (input.value !== '') show();
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    input.value = '';
    show();
    event.stopPropagation();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.target instanceof HTMLInputElement) return;
    input.focus();
    event.preventDefault();
  });
}

interface KeyContext {
  readonly details: HTMLElement;
  readonly inverted: boolean;
}

function connectKeys(section: HTMLElement, chart: FlameChart, { details, inverted }: KeyContext): void {
  const element = part<HTMLElement>(section, '.flame-chart');
  const moves: Readonly<Record<string, Direction>> = {
    ArrowUp: inverted ? 'parent' : 'child',
    ArrowDown: inverted ? 'child' : 'parent',
    ArrowLeft: 'previous',
    ArrowRight: 'next',
  };
  const frameAt = (event: Event): FrameElement | null => (event.target as Element).closest<FrameElement>('g.frame');
  element.addEventListener('focusin', (event) => {
    const frame = frameAt(event);
    if (frame === null) return;
    chart.roving.focused(frame);
    details.textContent = chart.textOf(frame.__data__);
  });
  element.addEventListener('keydown', (event) => {
    const frame = frameAt(event);
    const move = moves[event.key];
    if (frame !== null && move !== undefined) chart.roving.move(frame.__data__, move);
    else if (frame !== null && (event.key === 'Enter' || event.key === ' '))
      frame.dispatchEvent(new MouseEvent('click'));
    else return;
    event.preventDefault();
  });
  section.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && chart.isZoomed) chart.resetZoom();
  });
}

for (const section of document.querySelectorAll<HTMLElement>('[data-flame]')) mount(section);
