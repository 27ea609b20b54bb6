import type { Delegate, DelegateId, OrganisationView } from '../../../contracts/portal-api/organisations.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { type DelegateOnFile, findDelegate, listDelegates } from '../../store/delegates.ts';
import { getOrganisation } from '../../store/organisations.ts';
import { moment } from '../applications/context.ts';
import type { MainUser, OrganisationContext } from './context.ts';

function shown({ activated, suspended, companies, name, ...delegate }: DelegateOnFile): Delegate {
  const awaiting = activated ? 'active' : 'awaitingActivation';
  return {
    ...delegate,
    // Nobody learns whose a number is by typing it.
    name: activated ? name : null,
    companies: [...companies],
    status: suspended ? 'suspended' : awaiting,
  };
}

/** The account of a company or entity with its delegates. */
export async function viewOrganisation(
  context: OrganisationContext,
  { organisationId }: MainUser,
): Promise<OrganisationView> {
  const { reader } = context.store;
  const organisation = await getOrganisation(reader, organisationId);
  return {
    ...organisation,
    companies: [...organisation.companies],
    delegates: (await listDelegates(reader, organisationId)).map(shown),
    mostDelegates: moment(context).settings.mostDelegates,
  };
}

/** One delegate of the main user's organisation; `notFound` also when they are another organisation's. */
export async function viewDelegate(
  { store: { reader } }: OrganisationContext,
  { organisationId }: MainUser,
  delegateId: DelegateId,
): Promise<Result<Delegate, 'notFound'>> {
  const delegate = await findDelegate(reader, organisationId, delegateId);
  return delegate === null ? failure('notFound') : success(shown(delegate));
}
