/**
 * Whether there is such a process, whoever it belongs to.
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    return Number.isSafeInteger(pid) && pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
