import { IsoDate, kuwaitDate } from '../../../../../contracts/calendar.ts';
import { systemClock } from '../../../../../contracts/clock.ts';
import { POLICE_STATION_NAMES, PoliceStation } from '../../../../../contracts/police-stations.ts';
import { failure } from '../../../../../contracts/result.ts';
import { useLanguage } from '../../../../i18n/language.tsx';
import { useTranslate } from '../../../../i18n/portal.ts';
import { DateField } from '../../../kit/date-field.tsx';
import { Notice } from '../../../kit/notice.tsx';
import { SelectField } from '../../../kit/select-field.tsx';
import { TextField } from '../../../kit/text-field.tsx';
import { useForm } from '../../../kit/use-form.ts';
import { useSaveRequest } from '../save-request.ts';
import { TopicForm, type TopicProps, useGoOn } from '../topic-form.tsx';

function faultOfDate(date: IsoDate | undefined): string | null {
  if (date === undefined) return 'dateMissing';
  return date > kuwaitDate(systemClock.now()) ? 'dateInFuture' : null;
}

/** The report of the loss at a police station (S15). */
export function LossReportTopic({ request }: TopicProps) {
  const t = useTranslate();
  const language = useLanguage();
  const save = useSaveRequest(request.requestId);
  const { lossReport } = request.form;
  const initial: { reportNumber: string; station: PoliceStation | ''; reportedOn: string } = {
    reportNumber: lossReport?.reportNumber ?? '',
    station: lossReport?.station ?? '',
    reportedOn: lossReport?.reportedOn ?? '',
  };
  const form = useForm({
    initial,
    submit: async (values) => {
      const reportedOn = IsoDate.safeParse(values.reportedOn).data;
      const reportNumber = values.reportNumber.trim();
      const { station } = values;
      const reasons = {
        reportNumber: reportNumber === '' ? 'reportNumberMissing' : null,
        station: station === '' ? 'stationMissing' : null,
        reportedOn: faultOfDate(reportedOn),
      };
      const fields = Object.entries(reasons).flatMap(([path, reason]) => (reason ? [{ path, reason }] : []));
      return reportedOn === undefined || station === '' || fields.length > 0
        ? failure({ error: 'invalidBody', fields })
        : save({ lossReport: { reportNumber, station, reportedOn } });
    },
    onDone: useGoOn('lossReport'),
  });
  return (
    <TopicForm request={request} topic="lossReport" form={form}>
      <Notice tone="info">
        <p>{t('apply.lossReport.first')}</p>
      </Notice>
      <TextField
        {...form.field('reportNumber')}
        label={t('apply.lossReport.number')}
        hint={t('apply.lossReport.numberHint')}
        size="medium"
        maxLength={32}
        latin
      />
      <SelectField
        {...form.field('station')}
        label={t('apply.lossReport.station')}
        placeholder={t('apply.lossReport.chooseStation')}
        options={PoliceStation.options.map((value) => ({
          value,
          name: POLICE_STATION_NAMES[value][language],
        }))}
      />
      <DateField
        {...form.field('reportedOn')}
        label={t('apply.lossReport.date')}
        hint={t('apply.lossReport.dateHint')}
      />
    </TopicForm>
  );
}
