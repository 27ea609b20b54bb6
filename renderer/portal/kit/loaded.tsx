import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslate } from '../../i18n/portal.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemError } from '../api/queries.ts';
import { Notice } from './notice.tsx';
import { problemText } from './problem-text.ts';
import { Skeleton } from './skeleton.tsx';

/** What a query has read; until then its shape, and when it failed why, with another try. */
export function Loaded<Data>(props: {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
  readonly blocks?: number;
}) {
  const t = useTranslate();
  const { data, error, refetch, isFetching } = props.query;
  if (data !== undefined) return props.children(data);
  if (error === null) return <Skeleton {...(props.blocks ? { blocks: props.blocks } : {})} />;
  const problem = error instanceof ProblemError ? error.problem : { error: 'internal' };
  return (
    <Notice tone="stop" announced>
      <p>{problemText(t, problem)}</p>
      {problem.error === 'notFound' ? null : (
        <Button look="secondary" icon="refresh" busy={isFetching} onPress={() => void refetch()}>
          {t('page.tryAgain')}
        </Button>
      )}
    </Notice>
  );
}
