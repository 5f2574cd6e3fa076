// What an observer may use on this host, as this user, under whatever filter runs here.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { compile } from './compile.ts';

/** Each call's errno, 0 where it was granted. */
export interface Sight {
  readonly uid: number;
  readonly perf: number;
  readonly perfKernel: number;
  readonly bpf: number;
  readonly ptrace: number;
  readonly processMemory: number;
}

/** Tries each call in its smallest form; see c/sight.c. */
export async function probeSight(): Promise<Result<Sight>> {
  const built = await compile({ program: 'sight', framePointers: false });
  if (!built.ok) return built;
  const { stdout } = await promisify(execFile)(built.value);
  return ok(JSON.parse(stdout) as Sight);
}
