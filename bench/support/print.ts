/** Says something to whoever runs the bench. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
