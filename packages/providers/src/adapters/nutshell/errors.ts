import type { ErrorRules } from '../../contract.ts'
import { at, textAt } from '../../runtime/json.ts'

/** What Nutshell's answers mean: an array of errors may stand beside empty data, under 200. */
export const errors: ErrorRules = {
  message: (body) => {
    const plain = typeof body === 'string' && !/^\s*</.test(body) ? body : undefined
    return textAt(body, 'errors.0.detail') ?? textAt(body, 'message') ?? plain
  },
  classify: ({ status, body }) =>
    status < 300 && at(body, 'errors.0') !== undefined
      ? { kind: 'rejected', status: Number(at(body, 'errors.0.status')) || 422 }
      : undefined,
}
