import type { FaultCode } from '@damso/schema/model'
import type { Plugin } from 'graphql-yoga'

const code: FaultCode = 'PROTOCOL'

/** Validation errors never meet `maskError`: they get their code here. */
export const useProtocolCode = (): Plugin => ({
  onValidate() {
    return ({ result }) => {
      for (const error of result) Object.assign(error.extensions, { code })
    }
  },
})
