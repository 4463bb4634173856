/** What one check found: a sentence, and the next step where something is to be done. */
export interface Finding {
  readonly check: string
  readonly outcome: 'ok' | 'warning' | 'failed'
  readonly detail: string
}

export const ok = (check: string, detail: string): Finding => ({ check, outcome: 'ok', detail })
export const warning = (check: string, detail: string): Finding => ({ check, outcome: 'warning', detail })
export const failed = (check: string, detail: string): Finding => ({ check, outcome: 'failed', detail })
