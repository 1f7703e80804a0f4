/**
 * Socket.IO as its documentation sets up a chat room, WebSocket only.
 * @module
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

const http = createServer()
const io = new Server(http, { transports: ['websocket'], serveClient: false })

io.on('connection', (socket) => {
  socket.on('subscribe', (acknowledge: () => void) => {
    socket.join('room')
    acknowledge()
  })
  socket.on('publish', (text: string, acknowledge: () => void) => {
    io.to('room').emit('message', text)
    acknowledge()
  })
})

http.listen(0, '127.0.0.1', () => process.stdout.write(`ready ${(http.address() as AddressInfo).port}\n`))
