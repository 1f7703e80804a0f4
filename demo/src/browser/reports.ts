import type { Report } from './frame.ts'

/** Calls back with what the frames report, and whose frame it is. */
export function followReports(onReport: (report: Report, persona: string) => void): void {
  window.addEventListener('message', ({ origin, data }) => {
    if (origin !== location.origin || !data?.damsoDemo) return
    const { damsoDemo, persona } = data as { damsoDemo: Report; persona: string }
    onReport(damsoDemo, persona)
  })
}
