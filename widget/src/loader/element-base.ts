/** What elements extend: importing them does nothing on a server, where there is no HTMLElement. */
export const ElementBase = (globalThis.HTMLElement ?? Object) as typeof HTMLElement
