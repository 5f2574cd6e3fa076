/* SPDX-License-Identifier: MIT */
/* Latencies counted in buckets of an eighth of a power of two: a quantile is right within 12.5 %. */
#ifndef LATENCY_H
#define LATENCY_H

#include <stdint.h>
#include <string.h>

#define SUB_BITS	3
#define SUB_BUCKETS	(1 << SUB_BITS)
#define LATENCY_BUCKETS (64 * SUB_BUCKETS)

struct latency {
	uint64_t counts[LATENCY_BUCKETS];
	uint64_t total;
	uint64_t max;
};

static inline int latency_bucket(uint64_t ns)
{
	int power;

	if (ns < SUB_BUCKETS)
		return (int)ns;
	power = 63 - __builtin_clzll(ns);
	return (power - SUB_BITS + 1) * SUB_BUCKETS + (int)((ns >> (power - SUB_BITS)) & (SUB_BUCKETS - 1));
}

/* The smallest latency that falls into the bucket. */
static inline uint64_t latency_floor(int bucket)
{
	int power = bucket / SUB_BUCKETS + SUB_BITS - 1;

	if (bucket < SUB_BUCKETS)
		return (uint64_t)bucket;
	return (uint64_t)(SUB_BUCKETS + bucket % SUB_BUCKETS) << (power - SUB_BITS);
}

static inline void latency_add(struct latency *latency, uint64_t ns)
{
	latency->counts[latency_bucket(ns)]++;
	latency->total++;
	if (ns > latency->max)
		latency->max = ns;
}

static inline void latency_merge(struct latency *into, const struct latency *from)
{
	for (int i = 0; i < LATENCY_BUCKETS; i++)
		into->counts[i] += from->counts[i];
	into->total += from->total;
	if (from->max > into->max)
		into->max = from->max;
}

static inline uint64_t latency_quantile(const struct latency *latency, double quantile)
{
	uint64_t wanted = (uint64_t)(quantile * (double)latency->total);
	uint64_t seen = 0;

	for (int i = 0; i < LATENCY_BUCKETS; i++) {
		seen += latency->counts[i];
		if (seen > wanted)
			return latency_floor(i);
	}
	return latency->max;
}

#endif
