import { defineConfig } from 'orval'

export default defineConfig({
  rollcall: {
    input: '../openapi.json',
    output: { target: 'orval/generated/client.ts', schemas: 'orval/generated/model', client: 'fetch', clean: true },
  },
})
