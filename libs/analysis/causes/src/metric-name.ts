export interface MetricName {
  readonly component: string;
  readonly metric: string;
}

// Words with which the metric part of a name begins; a component's name may hold underscores itself.
const metricWords = new Set(
  ('cpu mem memory rss latency lat duration error errors err load workload requests request rps qps throughput disk ' +
    'diskio io net network rx tx read write reads writes socket sockets fd fds threads faults switches delay queue ' +
    'saturation utilisation utilization count rate bytes packets retransmits restarts usage total seconds').split(' '),
);

/**
 * Splits `<component>_<metric>`: before the first word that begins a metric (`front_end_cpu_usage`), else at the last
 * underscore; a name without one is component and metric at once.
 */
export function splitName(name: string): MetricName {
  const words = name.split('_');
  if (words.length === 1) return { component: name, metric: name };
  const known = words.findIndex((word, at) => at > 0 && metricWords.has((word.split(/[-.]/)[0] ?? '').toLowerCase()));
  const cut = known > 0 ? known : words.length - 1;
  return { component: words.slice(0, cut).join('_'), metric: words.slice(cut).join('_') };
}
