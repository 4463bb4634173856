import type { Breakage } from './breakage.ts'
import { ofAdapters } from './breakages/adapters.ts'
import { ofAgents } from './breakages/agents.ts'
import { ofCalls } from './breakages/calls.ts'
import { ofLists } from './breakages/lists.ts'
import { ofOAuth } from './breakages/oauth.ts'
import { ofPeople } from './breakages/people.ts'
import { ofPresentation } from './breakages/presentation.ts'
import { ofProblems } from './breakages/problems.ts'
import { ofRequests } from './breakages/requests.ts'
import { ofStore } from './breakages/store.ts'
import { ofWebhooks } from './breakages/webhooks.ts'
import { ofWrites } from './breakages/writes.ts'

/** Every breakage, chosen by hand: defects that would affect a caller and that a review could miss. */
export const breakages: readonly Breakage[] = [
  ...ofRequests,
  ...ofAgents,
  ...ofPeople,
  ...ofPresentation,
  ...ofLists,
  ...ofWebhooks,
  ...ofWrites,
  ...ofCalls,
  ...ofProblems,
  ...ofOAuth,
  ...ofStore,
  ...ofAdapters,
]
