import { CardRefusalReason } from '../../contracts/refusal.ts';
import { BAD_CARDS } from '../../simulators/civil-id-card/bad-cards.ts';
import { expect, type Machine, test } from './machine.ts';
import { expectRefusal, leave } from './refusal.ts';
import { marksOfCard, portalRowsWith, tracesIn, tracesOnDisk } from './traces.ts';

/** The card whose fault shows only where the machine asks for the PIN. */
const PIN_BLOCKED = 'pin-blocked';

test('there is a bad card for every reason to refuse a card', () => {
  const reasons = new Set(BAD_CARDS.map(({ refusal }) => refusal));
  expect([...reasons].sort()).toEqual([...CardRefusalReason.options].sort());
});

test('what is looked for is found where it is', async ({ machine: { stand } }) => {
  const marks = marksOfCard(stand, 'ready-renewal');
  expect(marks).toHaveLength(10);
  expect(portalRowsWith(stand, marks).length).toBeGreaterThan(0);
  for (const form of marks.flatMap(({ forms }) => forms))
    expect(tracesIn(Buffer.concat([Buffer.from('before'), form, Buffer.from('after')]), marks)).not.toEqual(
      [],
    );
  const said = JSON.stringify({
    proof: Buffer.from('xx سالم ناصر المرجاني 390010100028').toString('base64'),
  });
  expect(tracesIn(said, marks)).toEqual(expect.arrayContaining(['name', 'civil ID']));
});

/** Inserts `card`, hears why it is refused, leaves; then nothing of it may be anywhere. */
async function expectRefusedWithoutTrace(machine: Machine, card: string, reason: CardRefusalReason) {
  const { screen, stand } = machine;
  const marks = marksOfCard(stand, card);
  const rowsBefore = portalRowsWith(stand, marks);
  const viewsBefore = machine.views.length;
  await stand.reader.insert(card);
  await expectRefusal(machine, { reason });
  expect(tracesIn(await screen.content(), marks), 'on the screen').toEqual([]);
  await leave(machine);
  await machine.see('attract');
  expect(tracesIn(await screen.content(), marks), 'on the screen afterwards').toEqual([]);
  expect(tracesIn(JSON.stringify(machine.views.slice(viewsBefore)), marks), 'in views').toEqual([]);
  expect(tracesOnDisk(stand, marks), "in the kiosk's files and logs").toEqual([]);
  expect(portalRowsWith(stand, marks), "in the portal's database").toEqual(rowsBefore);
}

test('each bad card is refused for its own reason and leaves nothing behind', async ({ machine }) => {
  for (const { card, refusal } of BAD_CARDS) {
    if (card === PIN_BLOCKED) continue;
    await test.step(`${card}: ${refusal}`, () => expectRefusedWithoutTrace(machine, card, refusal));
  }
  expect((await machine.stand.printer.state()).physical.lastCardNumber).toBe(0);
});
