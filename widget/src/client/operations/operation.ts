declare const result: unique symbol
declare const variables: unique symbol

/** The id of a document that the server knows; the types of its result and variables ride along at no cost. */
export type Operation<R, V> = string & { readonly [result]: R; readonly [variables]: V }
