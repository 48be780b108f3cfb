import { readdirSync, readFileSync } from "node:fs";

/** What the system has counted for one process. Linux only: it is read from /proc. */
export interface Usage {
  /** User and system time since the process began, ms; the kernel counts in steps of 10. */
  readonly cpu_ms: number;
  /** Resident memory, MB (10^6 bytes). */
  readonly rss_mb: number;
}

/** `USER_HZ`, which is 100 on every Linux that Node runs on. */
const MS_PER_TICK = 10;

/** The pids of the children of a process that run a program of this name. */
export function findChildren(parent: number, name: string): number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      const stat = readStat(pid);
      return stat !== null && stat.parent === parent && stat.name === name;
    });
}

/** CPU time and memory of a process that is running. */
export function readUsage(pid: number): Usage {
  const stat = readStat(pid);
  const kilobytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  return { cpu_ms: (stat?.ticks ?? 0) * MS_PER_TICK, rss_mb: (kilobytes * 1_024) / 1e6 };
}

function readStat(pid: number): { readonly name: string; readonly parent: number; readonly ticks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [, name = "", rest = ""] = /\((.*)\) (.*)/s.exec(text) ?? [];
    const fields = rest.split(" ");
    return { name, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    // It ended between the look at the list and the look at it.
    return null;
  }
}
