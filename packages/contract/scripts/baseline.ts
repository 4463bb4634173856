import { copyFileSync, mkdirSync } from 'node:fs'

/** Makes the contract of today the one that later changes are held against; to be run with a release alone. */

const folder = new URL('../baseline/', import.meta.url)
mkdirSync(folder, { recursive: true })
copyFileSync(new URL('../openapi.json', import.meta.url), new URL('openapi.json', folder))
