import { expect, test } from 'vitest'
import { printJson } from '../support/print.ts'
import { widgetSizes } from '../support/widget-sizes.ts'

const KB = 1_024

test('what a page loads stays within its budget (gzip octets, design §13)', () => {
  const sizes = widgetSizes()
  printJson(sizes)
  expect(sizes.loader).toBeLessThanOrEqual(8 * KB)
  expect(sizes.first).toBeLessThanOrEqual(40 * KB)
  expect(sizes.total).toBeLessThanOrEqual(70 * KB)
})
