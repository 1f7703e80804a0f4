import { kafka, kafka39 } from './kafka.mjs'
import { mongodb } from './mongodb.mjs'
import { mysql } from './mysql.mjs'

/**
 * @typedef {object} Service
 * @property {string} name
 * @property {string} variable of the environment, where tests find its URL (api/src/testing/service.ts)
 * @property {() => Promise<string[]>} packages of Debian that are missing here to run it without Docker
 * @property {(folder: string) => Promise<Server>} start in the same folder it keeps its data and its ports; throws a
 *   message for people
 *
 * @typedef {object} Server
 * @property {string} url root of what tests and nodes make for themselves
 * @property {string} version product and release
 * @property {number} pid
 * @property {number[]} [listeners] ports of Kafka's further listeners, in the order in which they were asked for
 *
 * @typedef {Server & { folder: string, temporary: boolean }} Started temporary: the folder goes with it
 */

/** @type {Readonly<Record<string, Service>>} */
export const services = { mysql, mongodb, kafka, kafka39 }

/** What a cluster is made of; an older Kafka is for tests alone. */
export const stores = ['mysql', 'mongodb', 'kafka']
