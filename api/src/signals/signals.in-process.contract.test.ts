import { describeSignals } from './signals.contract.ts'
import { createInProcessSignals } from './signals.in-process.ts'

describeSignals('in process', async () => {
  const errors: unknown[] = []
  return {
    signals: createInProcessSignals({ onError: (error) => errors.push(error) }),
    errors,
    remove: async () => undefined,
  }
})
