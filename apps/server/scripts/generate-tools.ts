import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { allTools, type Tool } from '../src/mcp/tools.ts'

/** Writes the table of tools into docs/mcp.md. With `--check` it writes nothing, and fails when the table is stale. */

const head = '| Tool | Operation | Scope | Effect | Required arguments |\n|---|---|---|---|---|\n'

const code = (text: string): string => `\`${text}\``

const requiredOf = ({ definition }: Tool): string => {
  const { properties, required } = definition.inputSchema
  return required
    .flatMap((name) => {
      const inside: unknown = name === 'body' ? properties.body?.required : undefined
      return Array.isArray(inside) ? inside.map((member) => code(`body.${String(member)}`)) : [code(name)]
    })
    .join(', ')
}

const rowOf = (tool: Tool): string => {
  const { definition, method, path, operation } = tool
  const effect = definition.annotations.readOnlyHint ? 'reads' : 'changes'
  const scope = operation['x-rollcall-scope'] ?? ''
  const cells = [
    code(definition.name),
    code(`${method.toUpperCase()} ${path}`),
    code(scope),
    effect,
    requiredOf(tool) || '-',
  ]
  return `| ${cells.join(' | ')} |\n`
}

const file = new URL('../../../docs/mcp.md', import.meta.url)
const table = head + [...allTools().values()].map(rowOf).join('')
const text = readFileSync(file, 'utf8')
const written = text.replace(
  /^\| Tool \| Operation \| Scope \| Effect \| Required arguments \|\n\|---\|---\|---\|---\|---\|\n(?:\|.*\n)*/m,
  () => table,
)
if (!written.includes(table)) throw new Error('docs/mcp.md has no table of tools.')
if (written !== text && process.argv.includes('--check')) {
  process.stderr.write('Stale: the table of tools of docs/mcp.md. Run "npm run generate" and commit the result.\n')
  process.exitCode = 1
} else if (written !== text) {
  writeFileSync(file, written)
}
