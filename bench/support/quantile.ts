/** The middle value. NaN of none. */
export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The value that this part (0 to 1) of the values does not exceed. NaN of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN
}
