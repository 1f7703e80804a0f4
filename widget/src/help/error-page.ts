import type { ClientFaultCode } from '../client/client-fault.ts'
import { help } from './en.ts'
import { type Cause, exampleSetup, fill } from './help.ts'
import { ko } from './ko.ts'

const block = (lines: string) =>
  fill(lines, exampleSetup)
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n')

const causeText = ({ is, sign, mend, lines }: Cause, index: number) =>
  [
    `### ${index + 1}. ${is}`,
    `**How to tell:** ${sign}`,
    `**How to mend it:** ${mend}`,
    ...(lines === undefined ? [] : [block(lines)]),
  ].join('\n\n')

/** The page docs/errors/<code>.md. */
export function errorPage(code: ClientFaultCode): string {
  const { means, member, causes, messages } = help[code]
  const korean = ko[code]
  return `${[
    `# ${code}`,
    means,
    `**What a member sees:** ${member}`,
    `**Messages meanwhile:** ${messages}`,
    '## What can be behind it',
    ...causes.map(causeText),
    '## 한국어',
    korean.means,
    korean.causes.map(([is, mend]) => `- **${is}.** ${mend}`).join('\n'),
    '---',
    `\`/check?site=…&origin=…#${code}\` on your server says the same with your own names, and looks at the setup. All codes: [docs/embed.md](../embed.md#when-something-is-wrong).`,
  ].join('\n\n')}\n`
}

/** What docs/embed.md has in its table for a code. */
export const errorRow = (code: ClientFaultCode): string => `| [\`${code}\`](errors/${code}.md) | ${help[code].means} |`
