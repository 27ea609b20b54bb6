import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import type { CaseDocumentKind, CaseId } from '../../../../contracts/case.ts';
import { CaseForm, type CaseView } from '../../../../contracts/portal-api/cases.ts';
import type { Problem } from '../../../../contracts/portal-api/problem.ts';
import type { UploadId } from '../../../../contracts/portal-api/uploads.ts';
import { failure, type Result } from '../../../../contracts/result.ts';
import { apiQuery, useCall } from '../../api/queries.ts';

/** The query of one own case. */
export function caseQuery(caseId: string) {
  return apiQuery('case', { params: { caseId } });
}

/** Takes over what a call answered about a case, so that every page shows it. */
export function useTakeOverCase(): (answer: Result<CaseView, Problem>) => Result<CaseView, Problem> {
  const queries = useQueryClient();
  return useCallback(
    (answer) => {
      if (answer.ok) {
        queries.setQueryData(caseQuery(answer.value.caseId).queryKey, answer.value);
        void queries.invalidateQueries({ queryKey: ['cases'] });
      } else if (['changedMeanwhile', 'notInThisState', 'notComplete'].includes(answer.fault.error))
        void queries.invalidateQueries({ queryKey: ['case'] });
      return answer;
    },
    [queries],
  );
}

/** What a page has filled in: answers by the names of their fields, or a document attached (`null`: taken away). */
export interface CaseChange {
  readonly answers?: Readonly<Record<string, string | null>>;
  readonly document?: { readonly kind: CaseDocumentKind; readonly uploadId: UploadId | null };
}

type Documents = Partial<Record<CaseDocumentKind, UploadId>>;

function documentsWith(uploads: CaseView['uploads'], change: CaseChange['document']): Documents {
  const documents: Documents = {};
  for (const [kind, upload] of Object.entries(uploads)) documents[kind as CaseDocumentKind] = upload.uploadId;
  if (change?.uploadId) documents[change.kind] = change.uploadId;
  else if (change) delete documents[change.kind];
  return documents;
}

/** Saves a change to a draft; changes are sent one after the other, each upon the version that the one before made. */
export function useSaveCase(caseId: CaseId): (change: CaseChange) => Promise<Result<CaseView, Problem>> {
  const call = useCall();
  const queries = useQueryClient();
  const takeOver = useTakeOverCase();
  const before = useRef<Promise<unknown>>(Promise.resolve());
  return useCallback(
    (change) => {
      const save = async (): Promise<Result<CaseView, Problem>> => {
        const latest = queries.getQueryData(caseQuery(caseId).queryKey);
        if (latest === undefined) return failure({ error: 'changedMeanwhile' });
        const { version, form, uploads } = latest;
        return takeOver(
          await call('saveCase', {
            params: { caseId },
            body: {
              version,
              form: CaseForm.parse({ ...form, ...change.answers }),
              documents: documentsWith(uploads, change.document),
            },
          }),
        );
      };
      const saved = before.current.then(save, save);
      before.current = saved;
      return saved;
    },
    [call, queries, caseId, takeOver],
  );
}
