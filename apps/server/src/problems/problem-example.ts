/** A request and its answer as text, for the page of a problem. */
export interface ProblemExample {
  readonly request: string
  readonly answer: string
}
