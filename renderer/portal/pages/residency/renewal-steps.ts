import type { PreconditionCheck, RenewalView } from '../../../../contracts/portal-api/residency.ts';
import type { Precondition } from '../../../../contracts/residency.ts';

/** A precondition that does not hold, and why. */
export type UnmetCheck = Extract<PreconditionCheck, { readonly met: false }>;
/** Why a precondition does not hold. */
export type CheckFault = UnmetCheck['fault'];

/** The guide's steps of a renewal (S5–S7), in its order, each with the preconditions that it settles. */
export const RENEWAL_STEPS = {
  insurance: ['insurancePaid'],
  passport: ['passportOnRecord', 'passportValid', 'latinNameConfirmed'],
  length: ['withinWindow', 'lengthChosen'],
  terms: ['termsAccepted'],
  dues: ['duesSettled'],
} as const satisfies Readonly<Record<string, readonly Precondition[]>>;

/** Name of a step. */
export type RenewalStep = keyof typeof RENEWAL_STEPS;

/** The steps in the order of the guide. */
export const STEP_NAMES = Object.keys(RENEWAL_STEPS) as readonly RenewalStep[];

/** What stands in the way of a step; empty when it is done. */
export function openOf(step: RenewalStep, checks: readonly PreconditionCheck[]): readonly UnmetCheck[] {
  return checks.filter(
    (check): check is UnmetCheck =>
      !check.met && RENEWAL_STEPS[step].some((precondition) => precondition === check.precondition),
  );
}

/** Everything that stands in the way of paying, in the guide's order. */
export function openChecks({ checks }: Pick<RenewalView, 'checks'>): readonly UnmetCheck[] {
  return STEP_NAMES.flatMap((step) => openOf(step, checks));
}
