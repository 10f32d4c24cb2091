# One image for every process of the product, told apart by their commands:
#   node --import ./dist/server/instrument.js dist/server/main.js      the API with the web app, where nothing is said
#   node --import ./dist/server/instrument.js dist/server/worker.js    jobs and their schedules
#   node dist/server/cli.js migrate                                    the tables; and the rest of `npm run cli`
# PostgreSQL is another container's: DATABASE_URL must be set. Settings may also stand in a file: node --env-file=FILE …
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
# An .npmrc is for networks with a registry of their own; without it npm uses the public one. No package needs its install
# script: see server/prepare.mjs.
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc \
  npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
COPY . .
RUN npm run --silent build

FROM ${NODE_IMAGE} AS packages
WORKDIR /packages
COPY package.json package-lock.json /product/
COPY ops/*.json ops/*.mjs /product/ops/
# What the processes import, and what an operator may switch on (traces, error reports). Declarations, maps and manuals are
# for people who write programs: more than half of what packages weigh.
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc \
  node /product/ops/runtime-package.mjs > package.json && cp -r /product/package-lock.json /product/ops . && \
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && \
  npm ci --prefix ops --ignore-scripts --no-audit --no-fund --loglevel=error && \
  node ops/drop-unused.mjs node_modules && \
  find . -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' -o -name '*.md' \) -delete

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 DATA_DIR=/data
# What installs programs is none of the product's, and of use to an intruder alone.
RUN rm -rf /usr/local/lib/node_modules /usr/local/include /opt/yarn* \
    /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg && \
  mkdir /data && chown node:node /data
WORKDIR /product
COPY --from=packages /packages ./
COPY --from=build /build/dist ./dist
# Nothing below /product is the user's own, and the root may be mounted read-only: only /data is written to, mails and
# uploads where no mail server and no S3 are set.
USER 1000
VOLUME /data
EXPOSE 4000
# Ready, and not only alive: whoever waits for this container wants to use it.
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# What is imported first switches on traces and reports where their variables say so, and does nothing otherwise.
CMD ["node", "--enable-source-maps", "--import", "./dist/server/instrument.js", "dist/server/main.js"]
