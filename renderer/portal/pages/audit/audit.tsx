import './audit.css';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type IsoDate, kuwaitDate } from '../../../../contracts/calendar.ts';
import { AUDIT_EXPORT_PATH, type AuditEntryView } from '../../../../contracts/portal-api/audit.ts';
import { failure, success } from '../../../../contracts/result.ts';
import { IsoDate as IsoDateSchema } from '../../../../contracts/calendar.ts';
import { formatDate } from '../../../i18n/dates.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { Message, PORTAL_CATALOGUE, useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { ProblemError, useCall } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { Chips } from '../../kit/chips.tsx';
import { DateField } from '../../kit/date-field.tsx';
import { DateText } from '../../kit/date-text.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Form } from '../../kit/form.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { problemText } from '../../kit/problem-text.ts';
import { Section } from '../../kit/section.tsx';
import { Table } from '../../kit/table.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { useForm } from '../../kit/use-form.ts';
import { type AuditFilter, auditQuery } from './audit-search.ts';

const route = getRouteApi('/audit');

/** The state of the chain, recomputed when it is asked for. */
function Chain() {
  const t = useTranslate();
  const call = useCall();
  const verify = useMutation({ mutationFn: () => call('auditChain', { body: {} }) });
  const verdict = verify.data;
  return (
    <Section title={t('audit.chain')}>
      <p>{t('audit.chainMeaning')}</p>
      {verdict?.ok === false ? (
        <Notice tone="stop" announced>
          <p>{problemText(t, verdict.fault)}</p>
        </Notice>
      ) : null}
      {verdict?.ok && verdict.value.whole ? (
        <Notice tone="done" title={t('audit.whole')} announced>
          <p>
            <Message id="audit.wholeEntries" count={verdict.value.entries} />
          </p>
          <p>
            {t('audit.head')} <bdi dir="ltr">{verdict.value.head}</bdi>
          </p>
        </Notice>
      ) : null}
      {verdict?.ok && !verdict.value.whole ? (
        <Notice tone="stop" title={t('audit.broken')} announced>
          <p>
            <Message id="audit.brokenAt" values={{ seq: verdict.value.brokenAt }} />
          </p>
        </Notice>
      ) : null}
      <Actions>
        <Button look="secondary" icon="shield" busy={verify.isPending} onPress={() => verify.mutate()}>
          {t('audit.verify')}
        </Button>
      </Actions>
    </Section>
  );
}

const EMPTY_DATE = /^-*$/;

/** A date as typed: left open, or a date. */
function typedDate(text: string): IsoDate | undefined | null {
  if (EMPTY_DATE.test(text)) return undefined;
  return IsoDateSchema.safeParse(text).data ?? null;
}

function SearchForm(props: {
  readonly filter: AuditFilter;
  readonly onSearch: (filter: AuditFilter) => void;
}) {
  const t = useTranslate();
  const { filter } = props;
  const form = useForm({
    initial: {
      from: filter.from ?? '',
      until: filter.until ?? '',
      actor: filter.actor ?? '',
      action: filter.action ?? '',
      subject: filter.subject ?? '',
    },
    submit: async (typed) => {
      const from = typedDate(typed.from);
      const until = typedDate(typed.until);
      const wrong = [
        ...(from === null ? [{ path: 'from', reason: 'dateMissing' }] : []),
        ...(until === null ? [{ path: 'until', reason: 'dateMissing' }] : []),
      ];
      if (from === null || until === null) return failure({ error: 'invalidBody', fields: wrong });
      const words = (text: string) => (text.trim() === '' ? undefined : text.trim());
      return success({
        from,
        until,
        actor: words(typed.actor),
        action: words(typed.action),
        subject: words(typed.subject),
      });
    },
    onDone: props.onSearch,
  });
  return (
    <Form form={form}>
      <DateField {...form.field('from')} label={t('audit.from')} />
      <DateField {...form.field('until')} label={t('audit.until')} />
      <TextField
        {...form.field('actor')}
        label={t('audit.actor')}
        hint={t('audit.actorHint')}
        size="medium"
        latin
      />
      <TextField
        {...form.field('action')}
        label={t('audit.action')}
        hint={t('audit.actionHint')}
        size="medium"
        latin
      />
      <TextField
        {...form.field('subject')}
        label={t('audit.subject')}
        hint={t('audit.subjectHint')}
        size="medium"
        latin
      />
      <Actions>
        <Button look="primary" icon="search" submits busy={form.pending}>
          {t('audit.search')}
        </Button>
      </Actions>
    </Form>
  );
}

/** The entries found. A look at the trail is itself on the trail, so it is never repeated by itself. */
function useEntries(filter: AuditFilter) {
  const call = useCall();
  return useInfiniteQuery({
    queryKey: ['auditEntries', filter],
    initialPageParam: null as number | null,
    queryFn: async ({ pageParam }) => {
      const query = { ...auditQuery(filter), ...(pageParam === null ? {} : { before: pageParam }) };
      const answer = await call('auditEntries', { query });
      if (!answer.ok) throw new ProblemError(answer.fault);
      return answer.value;
    },
    getNextPageParam: ({ before }) => before,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZone: 'Asia/Kuwait',
});

function EntryTime({ at }: Pick<AuditEntryView, 'at'>) {
  const epochMs = Date.parse(at);
  return (
    <>
      <span className="audit-date">
        <DateText date={kuwaitDate(epochMs)} />
      </span>{' '}
      <bdi>{TIME.format(epochMs)}</bdi>
    </>
  );
}

/** What was done in words, with its name by which it is searched for. */
function EntryAction({ action }: Pick<AuditEntryView, 'action'>) {
  const t = useTranslate();
  const key = `audit.actionOf.${action}`;
  return (
    <>
      {PORTAL_CATALOGUE.has(key) ? <span className="audit-words">{t(key)}</span> : null}
      <bdi dir="ltr" className="audit-code">
        {action}
      </bdi>
    </>
  );
}

function Entries({ filter }: { readonly filter: AuditFilter }) {
  const t = useTranslate();
  const query = useEntries(filter);
  return (
    <Loaded query={query}>
      {({ pages }) => (
        <Table
          caption={t('audit.entries')}
          rows={pages.flatMap(({ entries }) => entries)}
          rowKey={({ seq }) => String(seq)}
          columns={[
            { header: t('audit.seq'), numeric: true, cell: ({ seq }) => <bdi>{seq}</bdi> },
            { header: t('audit.at'), cell: ({ at }) => <EntryTime at={at} /> },
            { header: t('audit.action'), cell: (entry) => <EntryAction {...entry} /> },
            { header: t('audit.subject'), cell: ({ subject }) => <bdi dir="ltr">{subject}</bdi> },
            { header: t('audit.actor'), cell: ({ actor }) => <bdi dir="ltr">{actor}</bdi> },
            { header: t('audit.origin'), cell: ({ origin }) => <bdi dir="ltr">{origin}</bdi> },
            {
              header: t('audit.details'),
              cell: ({ details }) =>
                details.length === 0 ? null : (
                  <ul>
                    {details.map(({ name, value }) => (
                      <li key={name}>
                        <bdi dir="ltr">
                          {name}: {value}
                        </bdi>
                      </li>
                    ))}
                  </ul>
                ),
            },
          ]}
          empty={
            <EmptyState icon="search" title={t('audit.noneTitle')}>
              <p>{t('audit.none')}</p>
            </EmptyState>
          }
          {...(query.hasNextPage
            ? { more: { onPress: () => void query.fetchNextPage(), busy: query.isFetchingNextPage } }
            : {})}
        />
      )}
    </Loaded>
  );
}

/** The auditor's screen (S18): the trail, newest first, whether its chain is whole, and the way to take it along. */
export function AuditPage() {
  const t = useTranslate();
  const language = useLanguage();
  const navigate = useNavigate();
  const address = route.useSearch();
  const [own, setOwn] = useState<Pick<AuditFilter, 'actor' | 'subject'>>({});
  const filter: AuditFilter = { ...address, ...own };
  const search = ({ actor, subject, ...rest }: AuditFilter) => {
    setOwn({ actor, subject });
    void navigate({ to: '/audit', search: rest, replace: true });
  };
  const query = auditQuery(filter);
  const shown = (name: string, value: string) =>
    name === 'from' || name === 'until' ? formatDate(IsoDateSchema.parse(value), language) : value;
  return (
    <Page title={t('audit.title')} lead={t('audit.lead')} width="wide">
      <Chain />
      <Section title={t('audit.entries')}>
        <details className="audit-search" open={Object.keys(query).length > 0}>
          <summary>{t('audit.narrow')}</summary>
          <SearchForm key={JSON.stringify(query)} filter={filter} onSearch={search} />
        </details>
        <Chips
          chips={(['from', 'until', 'actor', 'action', 'subject'] as const).flatMap((name) => {
            const value = query[name];
            return value === undefined
              ? []
              : [
                  {
                    key: name,
                    text: `${t(`audit.${name}`)}: ${shown(name, value)}`,
                    onRemove: () => search({ ...filter, [name]: undefined }),
                  },
                ];
          })}
        />
        <Actions>
          <a
            className="button button-secondary"
            href={`${AUDIT_EXPORT_PATH}?${new URLSearchParams(query)}`}
            download="audit.csv"
          >
            <span>{t('audit.export')}</span>
          </a>
        </Actions>
        <Entries filter={filter} />
      </Section>
    </Page>
  );
}
