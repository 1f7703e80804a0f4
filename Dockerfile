# The server and the widget that it serves: what `npm pack` would publish, and the packages that it needs to run.

FROM node:20-slim AS manifests
WORKDIR /damso
COPY package.json package-lock.json .npmrc ./
COPY schema/package.json schema/
COPY api/package.json api/
COPY widget/package.json widget/
COPY demo/package.json demo/
COPY tests/package.json tests/
COPY bench/package.json bench/

FROM manifests AS build
RUN npm ci --include=dev
COPY . .
RUN npx turbo run build --filter=@damso/api --output-logs=errors-only
RUN npm pack -w @damso/schema -w @damso/widget -w @damso/api --pack-destination /tmp \
  && for name in schema widget api; do \
    mkdir -p /packed/$name && tar -xzf /tmp/damso-$name-*.tgz -C /packed/$name --strip-components=1; \
  done

FROM manifests AS packages
# A peer that valibot can do without: the compiler, a fifth of it all.
RUN npm ci --omit=dev -w @damso/api && rm -rf node_modules/typescript node_modules/@typescript

FROM node:20-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 DAMSO_DATA=/data
# Where the embedded mode keeps its files. All else may be read-only.
RUN mkdir /data && chown node:node /data
VOLUME /data
WORKDIR /damso
COPY --from=packages /damso/node_modules node_modules
COPY --from=build /packed .
USER node
EXPOSE 4000
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "api/dist/main.js"]
CMD ["start"]
