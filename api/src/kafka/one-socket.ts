import Connection from 'kafkajs/src/network/connection.js'

/**
 * Requests that meet a connection of kafkajs 2.2.4 which is not open each open a socket for it, and it remembers the last one: the
 * others stay open, and keep a process that has done its work from ending. Here they wait for the same one.
 */
const { connect, disconnect } = Connection.prototype
const opening = new WeakMap<Connection, Promise<boolean>>()

Connection.prototype.connect = function (this: Connection): Promise<boolean> {
  const begun = opening.get(this)
  if (begun) return begun
  const opened = connect.call(this)
  opening.set(this, opened)
  const over = () => opening.get(this) === opened && opening.delete(this)
  opened.then(over, over)
  return opened
}

// An end before it was open is told to nobody who waits: whoever comes next must not wait with them.
Connection.prototype.disconnect = function (this: Connection): Promise<boolean> {
  opening.delete(this)
  return disconnect.call(this)
}
