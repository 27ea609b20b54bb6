import type {
  Delegate,
  DelegateId,
  ORGANISATION_ROUTES,
} from '../../../contracts/portal-api/organisations.ts';
import { type Result, success } from '../../../contracts/result.ts';
import type { AccountHolding } from '../../store/accounts.ts';
import { getOrganisation } from '../../store/organisations.ts';
import {
  changeDelegateCompanies,
  changeDelegateContact,
  reactivateDelegate,
  resendDelegateActivation,
  suspendDelegate,
} from '../../services/organisations/change-delegate.ts';
import type { MainUser } from '../../services/organisations/context.ts';
import { createDelegate } from '../../services/organisations/create-delegate.ts';
import { grantedCompanies } from '../../services/organisations/granted-companies.ts';
import { viewDelegate, viewOrganisation } from '../../services/organisations/view-organisation.ts';
import type { PortalContext } from '../../services/portal-context.ts';
import { type AccountActor, type ApiHandlers, auditActor, type OrganisationActor } from './handlers.ts';

/** Whose account somebody signed in with. */
export function holdingOf(actor: OrganisationActor): Exclude<AccountHolding, { readonly role: 'individual' }>;
export function holdingOf(actor: AccountActor): AccountHolding;
export function holdingOf(actor: AccountActor): AccountHolding {
  return actor.role === 'individual'
    ? { role: actor.role }
    : { role: actor.role, organisationId: actor.organisationId };
}

interface MainUserCall {
  readonly actor: Extract<OrganisationActor, { readonly role: 'mainUser' }>;
  readonly address: string;
}

function mainUserOf({ actor, address }: MainUserCall): MainUser {
  const { organisationId, language } = actor;
  return { organisationId, language, by: auditActor(actor, address) };
}

/** The routes of S3. */
export function organisationHandlers(context: PortalContext): ApiHandlers<typeof ORGANISATION_ROUTES> {
  const { reader } = context.store;

  /** The delegate as they stand after `act`. */
  const afterwards = async <Fault>(
    call: MainUserCall,
    delegateId: DelegateId,
    act: Promise<Result<unknown, Fault>>,
  ): Promise<Result<Delegate, Fault | 'notFound'>> => {
    const done = await act;
    return done.ok ? viewDelegate(context, mainUserOf(call), delegateId) : done;
  };

  return {
    organisation: async (call) => success(await viewOrganisation(context, mainUserOf(call))),
    ownCompanies: async ({ actor }) => {
      const { type } = await getOrganisation(reader, actor.organisationId);
      const { accountId } = actor;
      const companies = await grantedCompanies(reader, { accountId, holding: holdingOf(actor) });
      return success({ type, companies: [...companies] });
    },
    createDelegate: async (call) => {
      const created = await createDelegate(context, mainUserOf(call), call.body);
      return created.ok ? viewDelegate(context, mainUserOf(call), created.value) : created;
    },
    changeDelegateCompanies: (call) => {
      const { delegateId } = call.params;
      return afterwards(
        call,
        delegateId,
        changeDelegateCompanies(context, mainUserOf(call), delegateId, call.body),
      );
    },
    changeDelegateContact: (call) => {
      const { delegateId } = call.params;
      return afterwards(
        call,
        delegateId,
        changeDelegateContact(context, mainUserOf(call), delegateId, call.body),
      );
    },
    suspendDelegate: (call) => {
      const { delegateId } = call.params;
      const act = suspendDelegate(context, mainUserOf(call), delegateId, call.body.version);
      return afterwards(call, delegateId, act);
    },
    reactivateDelegate: (call) => {
      const { delegateId } = call.params;
      return afterwards(call, delegateId, reactivateDelegate(context, mainUserOf(call), delegateId));
    },
    resendDelegateActivation: async (call) => {
      const mailed = await resendDelegateActivation(context, mainUserOf(call), call.params.delegateId);
      return mailed.ok ? success({}) : mailed;
    },
  };
}
