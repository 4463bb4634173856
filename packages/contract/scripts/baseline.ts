import { copyFileSync, mkdirSync } from 'node:fs'

/** Makes the present contract the baseline for later changes; run only for a release. */

const folder = new URL('../baseline/', import.meta.url)
mkdirSync(folder, { recursive: true })
copyFileSync(new URL('../openapi.json', import.meta.url), new URL('openapi.json', folder))
