/** Everything the demo tells whoever started it goes through here. */
export const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
