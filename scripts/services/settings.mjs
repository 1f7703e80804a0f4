import { services } from './services.mjs'

/**
 * What a node is told: a database or a topic prefix of its own in each store.
 * @param {Record<string, string>} env URLs by the variable where tests look for them
 * @param {string} [name] of the database and the prefix
 */
export function settingsFrom(env, name = 'damso') {
  const roots = { DATABASE_URL: services.mysql, HISTORY_URL: services.mongodb, LOG_URL: services.kafka }
  return Object.fromEntries(
    Object.entries(roots)
      .filter(([, { variable }]) => variable in env)
      .map(([setting, { variable }]) => {
        const url = env[variable].replace(/^(\w+:\/\/[^/?]+)\/?/, `$1/${name}`)
        // What is started here is one broker.
        return [setting, setting === 'LOG_URL' ? `${url}?replication=1` : url]
      }),
  )
}
