import type { Meta, User } from '@rollcall/contract'

/** The unified fields that a form has a text field for, in the order of the form. */
const textFields = ['name', 'first_name', 'last_name', 'email'] as const
export type TextField = (typeof textFields)[number]

export type Draft = Readonly<Partial<Record<TextField, string>>>

/** Which of them the provider writes, by its own meta, each with what a person should know. */
export const writableFields = (
  meta: Meta | undefined,
): readonly { readonly name: TextField; readonly note?: string }[] =>
  textFields.flatMap((name) => {
    const field = meta?.supported === true ? meta.body_fields.find((known) => known.name === name) : undefined
    if (field === undefined) return []
    return [field.note === undefined ? { name } : { name, note: field.note }]
  })

/** Whether the provider switches users on and off. */
export const writesActive = (meta: Meta | undefined): boolean =>
  meta?.supported === true && meta.body_fields.some(({ name }) => name === 'is_active')

/** What of a draft differs from the user; an empty text clears the field. */
export const changesOf = (user: User, draft: Draft): Partial<Record<TextField, string | null>> =>
  Object.fromEntries(
    textFields.flatMap((name) => {
      const text = draft[name]
      return text === undefined || text === (user[name] ?? '') ? [] : [[name, text === '' ? null : text]]
    }),
  )
