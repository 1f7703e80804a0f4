import { build } from './build.mjs'
import { install } from './install.mjs'
import { locked } from './lock.mjs'

/**
 * Installs and builds; both are quick when nothing changed.
 * @returns {Promise<boolean>} false: one of them failed and said why
 */
export const prepare = () => locked(async () => (await install()) && (await build()))
