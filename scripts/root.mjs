import { fileURLToPath } from 'node:url'

/** The folder that holds package-lock.json: every script works from here, wherever it was called. */
export const root = fileURLToPath(new URL('..', import.meta.url))
