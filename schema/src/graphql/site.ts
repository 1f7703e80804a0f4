import { Fault, limits } from '../model/index.ts'
import { builder } from './builder.ts'
import { LimitsRef, SiteRef } from './refs.ts'

SiteRef.implement({
  description: 'A web site that Damso serves: the tenant. Nothing of one site is ever seen through another.',
  fields: (t) => ({
    id: t.exposeID('id', { description: '`data-site` of the script tag, `host` of a STOMP CONNECT.' }),
    name: t.exposeString('name', { description: 'As its owner calls it.' }),
    guestsAllowed: t.exposeBoolean('guestsAllowed', { description: 'Whether people may come in without a login.' }),
    limits: t.field({ type: LimitsRef, description: 'What a value may measure at most.', resolve: () => limits }),
  }),
})

builder.queryField('site', (t) =>
  t.field({
    type: SiteRef,
    description: 'The site of the token or, before login, the one that the header `damso-site` names.',
    resolve: async (_root, _args, { site, services }) => {
      const found = site === null ? undefined : await services.sites.find(site)
      if (!found) throw new Fault('SITE', 'No such site here: name one in the damso-site header, or send a token')
      return found
    },
  }),
)
