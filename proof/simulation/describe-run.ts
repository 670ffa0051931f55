import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';

/** Where, when and of what a run was made. */
export interface RunOrigin {
  /** e.g. `2026-11-23`. */
  readonly date: string;
  /** The commit that was run, with a `+` when files were changed; null outside of a repository. */
  readonly commit: string | null;
  /** e.g. `Node 24.21.0, 2 × AMD EPYC`. */
  readonly machine: string;
}

/** Describes a run that is made now, here. */
export function describeRun(): RunOrigin {
  const all = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: readCommit(),
    machine: `Node ${process.versions.node}, ${all.length} × ${all[0]?.model ?? 'unknown processor'}`,
  };
}

function readCommit(): string | null {
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '-uno') && '+');
  } catch {
    return null;
  }
}
