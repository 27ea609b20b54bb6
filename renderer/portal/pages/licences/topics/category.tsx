import { useQuery } from '@tanstack/react-query';
import { LICENCE_CATEGORY_NAMES, LicenceCategory } from '../../../../../contracts/licence.ts';
import { failure } from '../../../../../contracts/result.ts';
import { useLanguage } from '../../../../i18n/language.tsx';
import { useTranslate } from '../../../../i18n/portal.ts';
import { apiQuery } from '../../../api/queries.ts';
import { Loaded } from '../../../kit/loaded.tsx';
import { RadioGroup } from '../../../kit/radio-group.tsx';
import { useForm } from '../../../kit/use-form.ts';
import { useSaveRequest } from '../save-request.ts';
import { TopicForm, type TopicProps, useGoOn } from '../topic-form.tsx';

/** Which of the types on the licence the request is about. */
export function CategoryTopic({ request }: TopicProps) {
  const t = useTranslate();
  const language = useLanguage();
  const save = useSaveRequest(request.requestId);
  const licence = useQuery(apiQuery('licence', {}));
  const form = useForm({
    initial: { category: request.form.category ?? '' },
    submit: async ({ category }) => {
      const chosen = LicenceCategory.safeParse(category).data;
      return chosen === undefined
        ? failure({ error: 'invalidBody', fields: [{ path: 'category', reason: 'categoryMissing' }] })
        : save({ category: chosen });
    },
    onDone: useGoOn('category'),
  });
  return (
    <TopicForm request={request} topic="category" form={form}>
      <Loaded query={licence} blocks={1}>
        {(data) => (
          <RadioGroup
            {...form.field('category')}
            label={t('apply.category.label')}
            options={(data.licence?.categories ?? []).map((category) => ({
              value: category,
              label: LICENCE_CATEGORY_NAMES[category][language],
            }))}
          />
        )}
      </Loaded>
    </TopicForm>
  );
}
