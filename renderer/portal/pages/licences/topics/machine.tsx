import { useQuery } from '@tanstack/react-query';
import { failure } from '../../../../../contracts/result.ts';
import { useLanguage } from '../../../../i18n/language.tsx';
import { useTranslate } from '../../../../i18n/portal.ts';
import { apiQuery } from '../../../api/queries.ts';
import { Loaded } from '../../../kit/loaded.tsx';
import { RadioGroup } from '../../../kit/radio-group.tsx';
import { useForm } from '../../../kit/use-form.ts';
import { MachineState } from '../machine-state.tsx';
import { useSaveRequest } from '../save-request.ts';
import { TopicForm, type TopicProps, useGoOn } from '../topic-form.tsx';

/** Where the licence will be collected, with the hours and whether the machine can print now. */
export function MachineTopic({ request }: TopicProps) {
  const t = useTranslate();
  const language = useLanguage();
  const save = useSaveRequest(request.requestId);
  const machines = useQuery(apiQuery('machines', {}));
  const form = useForm({
    initial: { machine: request.form.machine ?? '' },
    submit: async ({ machine }) =>
      machine === ''
        ? failure({ error: 'invalidBody', fields: [{ path: 'machine', reason: 'machineMissing' }] })
        : save({ machine }),
    onDone: useGoOn('machine'),
  });
  return (
    <TopicForm request={request} topic="machine" form={form}>
      <Loaded query={machines}>
        {(data) => (
          <RadioGroup
            {...form.field('machine')}
            label={t('apply.machine.label')}
            options={data.machines.map((machine) => ({
              value: machine.machine,
              label: machine.place[language],
              hint: (
                <>
                  <p>{machine.hours[language]}</p>
                  <MachineState canPrint={machine.canPrint} />
                </>
              ),
            }))}
          />
        )}
      </Loaded>
    </TopicForm>
  );
}
