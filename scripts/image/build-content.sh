#!/bin/sh
# Builds what the image holds: build-content.sh FOLDER [PACKAGE...]
# FOLDER gets the source of the packages (by default every service and the database command) and of what they depend on, their
# production dependencies, the database clients and the playground. It must not exist yet. Node is all that is needed;
# PNPM_INSTALL_FLAGS=--offline takes dependencies from pnpm's store alone.
set -eu

source=$(cd "$(dirname "$0")/../.." && pwd)
target=$1
shift
[ $# -gt 0 ] || set -- @lyceum/gateway @lyceum/transcoder @lyceum/prisma './subgraphs/*'

mkdir "$target"
target=$(cd "$target" && pwd)

# What is installed, generated or only tested stays behind; pnpm wants the manifest of every package of the lockfile.
(
  cd "$source"
  tar -c --exclude=node_modules --exclude=generated --exclude=dist --exclude=test --exclude='*.test.ts' --exclude='*.test.mjs' \
    package.json pnpm-lock.yaml pnpm-workspace.yaml tsconfig.json supergraph.graphql \
    gateway subgraphs workers packages prisma apps/*/package.json e2e/package.json scripts/image
) | tar -x -C "$target"
cd "$target"

pnpm() {
  npx --yes "$(node -p 'require("./package.json").packageManager')" "$@"
}
install() {
  # shellcheck disable=SC2086 -- several flags
  pnpm install --frozen-lockfile ${PNPM_INSTALL_FLAGS:-} "$@"
}

# The bundle of the playground needs its libraries once; they are not kept.
install --filter @lyceum/playground
node packages/playground/build.mjs
rm -rf node_modules packages/playground/node_modules

# The root has tsx, which runs everything, and the compiler's settings, which tsx reads.
filters='--filter lyceum'
for name in "$@"; do filters="$filters --filter-prod $name..."; done
set -f
# shellcheck disable=SC2086 -- several filters
install --prod $filters
set +f

node --import tsx prisma/src/main.ts generate
