import { TextInput, type TextInputProps } from '@mantine/core'

/** A day, by the browser's own calendar; a year has four digits at most, as in the API. */
export const DayInput = (props: TextInputProps) => <TextInput type="date" max="9999-12-31" {...props} />
