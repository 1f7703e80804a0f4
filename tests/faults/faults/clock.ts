/**
 * `node --import=…/clock.js`: a process whose wall clock is `CLOCK_SKEW` milliseconds off. What measures time by the monotonic
 * clock does not notice, as on a machine whose clock was set wrong.
 * @module
 */
const skew = Number(process.env.CLOCK_SKEW)
const RightDate = Date
const now = () => RightDate.now() + skew

globalThis.Date = new Proxy(RightDate, {
  construct: (date, args, target) => Reflect.construct(date, args.length === 0 ? [now()] : args, target),
  apply: () => new RightDate(now()).toString(),
  get: (date, name) => (name === 'now' ? now : Reflect.get(date, name)),
})
