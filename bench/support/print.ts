/** Says something to whoever runs the bench. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** How far it is: beside the results, which others may read by machine. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`)
}
