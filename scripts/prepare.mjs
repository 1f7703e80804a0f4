import { build } from './build.mjs'
import { install } from './install.mjs'
import { locked } from './lock.mjs'

/**
 * Installs and builds; both are quick when nothing changed, and speak on stderr alone.
 * @param {string} [only] one package and what it stands on; all of them if left out
 * @returns {Promise<boolean>} false: one of them failed and said why
 */
export const prepare = (only) => locked(async () => (await install()) && (await build(only)))
