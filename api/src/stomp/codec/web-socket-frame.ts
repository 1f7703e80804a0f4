/*
 * RFC 6455, 5.2: an unfragmented message of a server is one frame
 *
 *   FIN=1 RSV=000 opcode(4) | MASK=0 length(7) | [length(16) if 126] | [length(64) if 127] | payload
 */
const FIN_TEXT = 0x81
const FIN_BINARY = 0x82

export function frameHeaderLength(payload: number): number {
  if (payload < 126) return 2
  return payload < 65_536 ? 4 : 10
}

/** Writes the frame's header at the beginning of `bytes`. A text frame must hold UTF-8. */
export function writeFrameHeader(bytes: Buffer, payload: number, text: boolean): void {
  bytes[0] = text ? FIN_TEXT : FIN_BINARY
  if (payload < 126) bytes[1] = payload
  else if (payload < 65_536) {
    bytes[1] = 126
    bytes.writeUInt16BE(payload, 2)
  } else {
    bytes[1] = 127
    bytes.writeUInt32BE(0, 2)
    bytes.writeUInt32BE(payload, 6)
  }
}
