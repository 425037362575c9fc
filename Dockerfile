# syntax=docker/dockerfile:1
# One image for every service: the command chooses which. What happens beyond copying is in scripts/image, so that it can be run and
# tested where no container engine is at hand.
# To pin the base by digest, give NODE_IMAGE=node:20-bookworm-slim@sha256:…, as `docker buildx imagetools inspect` prints it.
ARG NODE_IMAGE=node:20-bookworm-slim

FROM ${NODE_IMAGE} AS source
WORKDIR /source
COPY . .
ENV npm_config_store_dir=/pnpm/store npm_config_update_notifier=false

FROM source AS services-content
RUN --mount=type=cache,target=/pnpm/store sh scripts/image/build-content.sh /app

# The front of the emulated bucket is for docker-compose.yml alone: it comes with the test kit.
FROM source AS bucket-content
RUN --mount=type=cache,target=/pnpm/store sh scripts/image/build-content.sh /app @lyceum/testkit

FROM ${NODE_IMAGE} AS runtime
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates ffmpeg tini \
  && rm -rf /var/lib/apt/lists/* \
  && install --directory --owner=node --group=node --mode=0700 /work
# tsx reads the compiler's settings from the working folder. HOST: a container is reached from outside, or not at all.
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0
# node of the base image, by number: an orchestrator can see that it is not root.
USER 1000:1000
# The root may be read-only. Written are: /tmp (translated source, streams on their way to the bucket) and /work (transcodes).
VOLUME ["/work"]
STOPSIGNAL SIGTERM
# A signal reaches Node, and what ffmpeg leaves behind is reaped.
ENTRYPOINT ["tini", "--", "node", "--import", "tsx"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 CMD ["node", "scripts/image/check-health.mjs"]

FROM runtime AS bucket
COPY --from=bucket-content /app /app
CMD ["packages/testkit/src/gcs-emulator/main.ts"]

FROM runtime AS services
COPY --from=services-content /app /app
CMD ["gateway/src/main.ts"]
