/** What a careful site sends with every page. */
export const secureHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
}

/** The demo's own pages: nothing from elsewhere. */
export const ownPolicy = policy({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'frame-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
})

/**
 * What a page that embeds Damso allows: these are the lines that an owner adds to theirs.
 * @param api the server's origin
 * @param strict refuse everything else, markup from strings included
 */
export function embeddingPolicy(api: string, strict: boolean): string {
  const live = api.replace(/^http/, 'ws')
  const needed = {
    'script-src': `'self' ${api}`,
    'connect-src': `'self' ${api} ${live}`,
    'img-src': "'self' https: data:",
    'frame-ancestors': "'self'",
  }
  return strict
    ? policy({
        'default-src': "'none'",
        ...needed,
        'style-src': "'self'",
        'base-uri': "'none'",
        'form-action': "'none'",
        'require-trusted-types-for': "'script'",
        // Lit makes its templates under this name.
        'trusted-types': 'lit-html',
      })
    : policy({ 'default-src': "'self'", ...needed, 'style-src': "'self' 'unsafe-inline'" })
}

function policy(directives: Record<string, string>): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}
