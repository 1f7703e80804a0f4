/** What a page's head gets. */
export const tagLines =
  '<script async src="{server}damso.js" data-site="{site}" data-token-url="/damso/token"></script>'

/** What a page's policy has to allow, as docs/embed.md says. */
export const policyLines = `script-src  {source}
connect-src 'self' {source} {socket}
img-src     https:`

export const originLines = 'npm run damso -- site origins add --site {site} --origin {origin}'

/** Those of nginx. */
export const proxyLines = `location / {
  proxy_pass http://127.0.0.1:4000;
  proxy_http_version 1.1;
  proxy_set_header Host $host;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection $http_connection;
  proxy_read_timeout 90s;
}`
