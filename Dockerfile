# One image for everything that runs: migrations, web, worker and the ledger's commands.
FROM node:22-bookworm-slim AS build
WORKDIR /laurel
COPY package.json package-lock.json ./
# Prisma's client is generated below, once its schema is there.
RUN npm ci --ignore-scripts
COPY . .
RUN npx prisma generate && npm run build

FROM node:22-bookworm-slim AS packages
WORKDIR /laurel
COPY package.json package-lock.json ./
# Neither the embedded Postgres nor another Node is needed at run time.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:22-bookworm-slim
ENV NODE_ENV=production PORT=3000
WORKDIR /laurel
COPY --from=packages /laurel/node_modules node_modules
COPY package.json ./
COPY prisma prisma
COPY bin bin
COPY app app
COPY --from=build /laurel/app/db/generated app/db/generated
COPY --from=build /laurel/build build
USER node
EXPOSE 3000 9464
# For the web; the worker has no port, and is looked after by its lag (docs/operations.md).
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm, so that SIGTERM reaches the process itself.
CMD ["node", "--max-semi-space-size=64", "bin/serve.ts"]
