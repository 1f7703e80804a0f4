/** Something outside is not as the server needs it: said in one line that tells what to do, without a stack. */
export class StartError extends Error {
  override readonly name: string = 'StartError'
}
