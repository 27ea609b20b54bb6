import './residency.css';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useId, useMemo, useRef, useState } from 'react';
import type { CivilId } from '../../../../contracts/civil-id.ts';
import { toLatinDigits } from '../../../../contracts/language.ts';
import { type Resident, RENEWALS_MOST_LINES } from '../../../../contracts/portal-api/residency.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { Message, useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { useCall, useSession } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Chips } from '../../kit/chips.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { problemText } from '../../kit/problem-text.ts';
import { SelectField } from '../../kit/select-field.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { type Added, addToBasket, type RenewalKeys } from './add-to-basket.ts';
import { companySearch, FILTERS, type ResidencySearch } from './residency-search.ts';
import { useResidents, useStandingChange } from './residents-query.ts';
import { useSettled } from './use-settled.ts';
import { OfWhom, type Whose } from './whose.tsx';

const route = getRouteApi('/residency');

const fetchList = async () => ({ default: (await import('./resident-list.tsx')).ResidentList });
const ResidentList = lazy(fetchList);
// It comes while the portal is asked who is in it; what could not be fetched is asked for again when it is shown.
fetchList().catch(() => {});

/** How long typing must rest before the portal is asked, in milliseconds. */
const SEARCH_DELAY_MS = 300;

function NotAddedNotice({ added }: { readonly added: Added }) {
  const t = useTranslate();
  const language = useLanguage();
  if (added.refused.length === 0) return null;
  return (
    <Notice tone="attention" title={t('residency.notAdded')} announced>
      <ul>
        {added.refused.map(({ resident, problem }) => (
          <li key={resident.civilId}>
            <bdi>{resident.name[language]}</bdi>: {problemText(t, problem)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Puts people into the basket; the list shows at once who is in it. */
function useAdding(whose: Whose) {
  const call = useCall();
  const changeStanding = useStandingChange();
  const keys = useRef<RenewalKeys>(new Map());
  return useMutation({
    mutationFn: (residents: readonly Resident[]) => addToBasket(call, whose.company, residents, keys.current),
    onSuccess: ({ renewals }) => {
      for (const { renewalId, resident } of renewals)
        changeStanding(resident.civilId, { standing: 'inBasket', renewalId });
    },
  });
}

function FoundResidents(props: {
  readonly whose: Whose;
  readonly search: ResidencySearch;
  readonly text: string;
}) {
  const t = useTranslate();
  const navigate = useNavigate();
  const { whose } = props;
  const [ticked, setTicked] = useState<ReadonlySet<CivilId>>(new Set());
  const adding = useAdding(whose);
  const query = useResidents({
    company: whose.company,
    filter: props.search.filter ?? 'all',
    text: props.text,
  });
  const pages = query.data?.pages;
  const residents = useMemo(() => pages?.flatMap((page) => page.residents) ?? [], [pages]);
  const chosen = residents.filter(
    ({ civilId, standing }) => ticked.has(civilId) && standing.standing === 'qualifies',
  );
  const add = adding.mutateAsync;
  const acts = useMemo(
    () => ({
      mayRenew: whose.mayRenew,
      onToggle: (civilId: CivilId) =>
        setTicked((before) => {
          const next = new Set(before);
          if (!next.delete(civilId)) next.add(civilId);
          return next;
        }),
      onRenew: async (resident: Resident) => {
        const { renewals } = await add([resident]);
        const [renewal] = renewals;
        if (renewal !== undefined)
          await navigate({
            to: '/residency/renewals/$renewalId',
            params: { renewalId: renewal.renewalId },
          });
      },
    }),
    [whose.mayRenew, add, navigate],
  );
  const tooMany = chosen.length > RENEWALS_MOST_LINES;
  const addChosen = async () => {
    await add(chosen);
    setTicked(new Set());
  };
  return (
    <Loaded query={query}>
      {({ pages: [first] }) => (
        <>
          {adding.data ? <NotAddedNotice added={adding.data} /> : null}
          <p className="residents-count" role="status">
            <Message id="residency.found" count={first?.total ?? 0} />
          </p>
          {residents.length === 0 ? (
            <EmptyState icon="search" title={t('residency.noneTitle')}>
              <p>{t(whose.company === null ? 'residency.noneSponsored' : 'residency.noneOfCompany')}</p>
            </EmptyState>
          ) : (
            <Suspense fallback={<Skeleton />}>
              <ResidentList
                label={t('residency.title')}
                residents={residents}
                total={first?.total ?? 0}
                ticked={ticked}
                acts={acts}
                more={
                  query.hasNextPage
                    ? { onPress: () => void query.fetchNextPage(), busy: query.isFetchingNextPage }
                    : null
                }
              />
            </Suspense>
          )}
          {chosen.length > 0 ? (
            <div className="basket-bar">
              <p role="status">
                {tooMany ? (
                  <Message id="residency.mostChosen" values={{ most: RENEWALS_MOST_LINES }} />
                ) : (
                  <Message id="residency.chosen" count={chosen.length} />
                )}
              </p>
              <Button
                look="primary"
                icon="plus"
                busy={adding.isPending}
                disabled={tooMany}
                onPress={() => void addChosen()}
              >
                {t('residency.addToBasket')}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Loaded>
  );
}

function Residents({ whose }: { readonly whose: Whose }) {
  const t = useTranslate();
  const search = route.useSearch();
  const navigate = useNavigate();
  const id = useId();
  const [text, setText] = useState('');
  const wanted = useSettled(toLatinDigits(text).trim(), SEARCH_DELAY_MS);
  const setFilter = (filter: ResidencySearch['filter'] | '') =>
    void navigate({
      to: '/residency',
      search: { ...companySearch(whose.company), ...(filter ? { filter } : {}) },
      replace: true,
    });
  const basket = companySearch(whose.company);
  return (
    <>
      <Actions>
        <ButtonLink look="secondary" icon="money" to="/residency/basket" search={basket}>
          {t('basket.open')}
        </ButtonLink>
        {whose.company === null ? null : (
          <>
            {whose.mayRenew ? (
              <ButtonLink look="quiet" icon="plus" to="/residency/import" search={basket}>
                {t('import.open')}
              </ButtonLink>
            ) : null}
            <ButtonLink look="quiet" icon="calendar" to="/residency/expiries" search={basket}>
              {t('expiries.open')}
            </ButtonLink>
          </>
        )}
      </Actions>
      {whose.mayRenew ? null : (
        <Notice tone="info">
          <p>{t('residency.delegatesRenew')}</p>
        </Notice>
      )}
      <div className="residents-tools">
        <TextField
          id={`${id}-text`}
          label={t('residency.search')}
          hint={t('residency.searchHint')}
          value={text}
          onChange={setText}
          error={undefined}
          autoComplete="off"
          maxLength={64}
        />
        <SelectField
          id={`${id}-filter`}
          label={t('residency.show')}
          placeholder={t('residency.filter.all')}
          value={search.filter ?? ''}
          onChange={setFilter}
          error={undefined}
          options={FILTERS.map((value) => ({ value, name: t(`residency.filter.${value}`) }))}
        />
      </div>
      <Chips
        chips={[
          ...(search.filter === undefined
            ? []
            : [
                {
                  key: 'filter',
                  text: t(`residency.filter.${search.filter}`),
                  onRemove: () => setFilter(''),
                },
              ]),
          ...(wanted === '' ? [] : [{ key: 'text', text: wanted, onRemove: () => setText('') }]),
        ]}
      />
      <FoundResidents key={whose.company} whose={whose} search={search} text={wanted} />
    </>
  );
}

/** Residencies of the people one sponsors, or of a company's workers (S5–S7): who can be renewed now, and who when. */
export function ResidencyPage() {
  const t = useTranslate();
  const { company } = route.useSearch();
  const navigate = useNavigate();
  const role = useSession()?.role;
  return (
    <Page
      title={t('residency.title')}
      lead={t(role === 'individual' ? 'residency.leadSponsor' : 'residency.leadCompany')}
      width="wide"
    >
      <OfWhom
        chosen={company}
        onChoose={(chosen) =>
          void navigate({ to: '/residency', search: companySearch(chosen), replace: true })
        }
      >
        {(whose) => <Residents whose={whose} />}
      </OfWhom>
    </Page>
  );
}
