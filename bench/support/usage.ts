import { readdirSync, readFileSync } from 'node:fs'

/**
 * User and system time that all threads of a process have used, microseconds. Linux only: `schedstat` counts in nanoseconds where
 * `/proc/<pid>/stat` counts in ticks of 10 ms.
 */
export function cpuMicroseconds(pid: number): number {
  let nanoseconds = 0
  for (const thread of readdirSync(`/proc/${pid}/task`)) nanoseconds += threadNanoseconds(pid, thread)
  return nanoseconds / 1_000
}

/** Memory that a process holds in RAM, bytes. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) * 1_024
}

function threadNanoseconds(pid: number, thread: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ', 1)[0])
  } catch {
    return 0 // a thread that ended between the two readings
  }
}
