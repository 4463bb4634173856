import { readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { parse } from 'yaml'

const source = readFileSync(new URL('../../../openapi.yaml', import.meta.url), 'utf8')
const banner = '// Generated from openapi.yaml by `npm run generate`. Do not edit: change the contract.\n\n'

/** The files of the generator: text by file name. */
const generate = async (): Promise<Map<string, string>> => {
  const contract: OpenAPI3 = parse(source)
  const nodes = await openapiTS(structuredClone(contract), { defaultNonNullable: false })
  return new Map([
    ['src/openapi.gen.ts', banner + astToString(nodes)],
    ['src/values.gen.ts', banner + values(contract)],
    ['openapi.json', `${JSON.stringify(contract, null, 2)}\n`],
  ])
}

/** The enums that programs use at run time. */
const values = (contract: OpenAPI3): string =>
  [
    ['providerSlugs', 'ProviderSlug', 'The slug of every provider, in the order of the contract.'],
    ['methodNames', 'MethodName', 'The name of every operation on users.'],
    ['userFields', 'UserField', 'The name of every field of a unified user.'],
    ['responseFormats', 'ResponseFormat', 'The name of every form of an answer.'],
    ['tokenScopes', 'TokenScope', 'The name of every scope of a token.'],
    ['webhookEvents', 'WebhookEvent', 'The name of every event of an account that webhooks get.'],
    ['problemTypes', 'ProblemType', 'The `type` of every problem.'],
  ]
    .map(([name, schema, comment]) => {
      const lines = enumOf(contract, String(schema)).map((value) => `  '${value}',\n`)
      return `/** ${comment} */\nexport const ${name} = [\n${lines.join('')}] as const\n`
    })
    .join('\n')

const enumOf = (contract: OpenAPI3, name: string): unknown[] => {
  const schema = contract.components?.schemas?.[name]
  if (schema === undefined || !('enum' in schema) || schema.enum === undefined) {
    throw new Error(`openapi.yaml has no enum ${name}.`)
  }
  return schema.enum
}

const textOf = (file: URL): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

const isCheck = process.argv.includes('--check')
const stale: string[] = []
for (const [name, text] of await generate()) {
  const file = new URL(`../${name}`, import.meta.url)
  if (textOf(file) === text) continue
  stale.push(name)
  if (!isCheck) writeFileSync(file, text)
}
if (isCheck && stale.length > 0) {
  process.stderr.write(
    `Stale in packages/contract: ${stale.join(', ')}. Run "npm run generate" and commit the result.\n`,
  )
  process.exitCode = 1
}
