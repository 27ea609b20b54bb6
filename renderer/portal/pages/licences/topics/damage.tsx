import { DamageType } from '../../../../../contracts/portal-api/licences.ts';
import { failure } from '../../../../../contracts/result.ts';
import { useTranslate } from '../../../../i18n/portal.ts';
import { RadioGroup } from '../../../kit/radio-group.tsx';
import { useForm } from '../../../kit/use-form.ts';
import { useSaveRequest } from '../save-request.ts';
import { TopicForm, type TopicProps, useGoOn } from '../topic-form.tsx';

/** What is wrong with the card (S14). */
export function DamageTopic({ request }: TopicProps) {
  const t = useTranslate();
  const save = useSaveRequest(request.requestId);
  const form = useForm({
    initial: { damageType: request.form.damageType ?? '' },
    submit: async ({ damageType }) => {
      const chosen = DamageType.safeParse(damageType).data;
      return chosen === undefined
        ? failure({ error: 'invalidBody', fields: [{ path: 'damageType', reason: 'damageTypeMissing' }] })
        : save({ damageType: chosen });
    },
    onDone: useGoOn('damage'),
  });
  return (
    <TopicForm request={request} topic="damage" form={form}>
      <RadioGroup
        {...form.field('damageType')}
        label={t('apply.damage.label')}
        options={DamageType.options.map((type) => ({
          value: type,
          label: t(`damage.${type}.name`),
          hint: t(`damage.${type}.hint`),
        }))}
      />
    </TopicForm>
  );
}
