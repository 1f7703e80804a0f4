/** One JSON line for people and scripts that read a test's output. */
export const printJson = (value: object): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}
