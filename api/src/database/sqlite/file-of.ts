/** The path in `sqlite:<path of the file>`. */
export function fileOf(url: string): string {
  const file = /^sqlite:(.+)$/.exec(url)?.[1]
  if (file === undefined) throw new Error(`${url} is not sqlite:<path of the file>`)
  return file
}
