import { closeCodes, type Fault } from '@damso/schema/model'
import { StompError } from '../stomp/application.ts'

/** A fault as STOMP says it: ERROR with its code, then the close code that tells the client what to do next (design §9). */
export const stompError = ({ code, message }: Fault): StompError =>
  new StompError(
    code,
    message,
    code === 'TOKEN' || code === 'SITE' || code === 'ORIGIN' ? closeCodes.TOKEN : closeCodes.PROTOCOL,
  )
