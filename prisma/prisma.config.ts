import { defineConfig, env } from 'prisma/config'

// For Prisma's own command, which downloads its engine: SUBGRAPH=users DATABASE_URL=... npx prisma migrate status
const subgraph = env('SUBGRAPH')

export default defineConfig({
  schema: `${subgraph}/schema.prisma`,
  migrations: { path: `${subgraph}/migrations` },
  datasource: { url: `${env('DATABASE_URL')}?schema=${subgraph}` },
})
