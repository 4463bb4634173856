import { defineConfig } from 'vite'

/** Files only, all from the server itself: its policy allows nothing inline. */
export default defineConfig({
  base: '/console/',
  logLevel: 'warn',
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1024,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // "use client" of Mantine and TanStack Query is for servers that render React.
      onLog: (level, log, next) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') next(level, log)
      },
    },
  },
})
