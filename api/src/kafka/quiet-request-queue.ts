import RequestQueue from 'kafkajs/src/network/requestQueue/index.js'

/**
 * Every connection of kafkajs 2.2.4 looks each millisecond whether a request waits, also where none does and none was throttled: about
 * 915 wake-ups a second and 4 % of a core while nothing happens (tulios/kafkajs#1751). What waits for its turn is looked at again when
 * a request is answered.
 */
const schedule = RequestQueue.prototype.scheduleCheckPendingRequests

RequestQueue.prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
  if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this)
}
