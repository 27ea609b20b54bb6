import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../test-support/fake-clock.ts';
import { cut, replyMessage } from '../test-support/fake-reader.ts';
import { APDU_DEADLINE_MS, COMMAND_DEADLINE_MS, Neo2Channel } from './neo2.ts';

const WATCH = '0107';
const APDU = '2c13';

/** A channel whose other end is the test itself. */
function openChannel() {
  const clock = new FakeClock();
  const sent: string[] = [];
  const seats: boolean[] = [];
  const health: string[] = [];
  const log = { info: vi.fn(), warn: vi.fn() };
  const channel = new Neo2Channel({
    clock,
    log,
    send: ([report]) => sent.push(Buffer.from(report ?? []).toString('hex', 11, 13)),
    onCardSeat: (isSeated) => seats.push(isSeated),
    onHealth: (state) => health.push(state),
  });
  const say = (message: Buffer) => {
    for (const report of cut(message)) channel.receive(report);
  };
  const wasSent = (count: number) => vi.waitFor(() => expect(sent).toHaveLength(count), { interval: 1 });
  return { channel, clock, sent, seats, health, log, say, wasSent };
}

const apdu = Buffer.from('00b09d00e0', 'hex');
const never = new AbortController().signal;
const ok = (data: string) => replyMessage(0x2c, 0, Buffer.from(data));

describe('Neo2Channel', () => {
  it('sends interface byte and APDU, and gives the data of the reply', async () => {
    const { channel, say, wasSent } = openChannel();
    const answered = channel.exchangeApdu(apdu, never);
    await wasSent(1);
    say(ok('data'));
    expect(await answered).toEqual({ ok: true, value: new Uint8Array(Buffer.from('data')) });
  });

  it('takes a notification between a command and its reply', async () => {
    const { channel, say, seats, wasSent } = openChannel();
    const answered = channel.exchangeApdu(apdu, never);
    await wasSent(1);
    say(replyMessage(0xf2, 0, Buffer.of(1)));
    say(ok('data'));
    expect(await answered).toMatchObject({ ok: true });
    expect(seats).toEqual([true]);
  });

  it('reads only the card bit of a notification', () => {
    const { say, seats } = openChannel();
    for (const octet of [0x02, 0x03, 0x01, 0x00]) say(replyMessage(0xf2, 0, Buffer.of(octet)));
    expect(seats).toEqual([false, true, true, false]);
  });

  it('keeps to one exchange at a time', async () => {
    const { channel, say, sent, wasSent } = openChannel();
    const first = channel.exchangeApdu(apdu, never);
    const second = channel.powerOff();
    await wasSent(1);
    say(ok('one'));
    await first;
    await wasSent(2);
    say(ok('two'));
    await second;
    expect(sent).toEqual([APDU, '2c18']);
  });

  it.each([
    [0x01, 'garbled'],
    [0x04, 'garbled'],
    [0x06, 'refused'],
    [0x08, 'cardMute'],
    [0x0a, 'cardGone'],
    [0x1d, 'refused'],
    [0x77, 'refused'],
  ])('status %i of a reply means %s', async (status, fault) => {
    const { channel, say, wasSent } = openChannel();
    const answered = channel.exchangeApdu(apdu, never);
    await wasSent(1);
    say(replyMessage(0x2c, status));
    expect(await answered).toEqual({ ok: false, fault });
  });

  it('gives up after the deadline and discards the late reply before the next command', async () => {
    const { channel, clock, say, sent, wasSent } = openChannel();
    const first = channel.exchangeApdu(apdu, never);
    await wasSent(1);
    clock.advance(APDU_DEADLINE_MS - 1);
    clock.advance(1);
    expect(await first).toEqual({ ok: false, fault: 'timedOut' });

    const second = channel.exchangeApdu(apdu, never);
    await wasSent(2);
    say(ok('late'));
    say(replyMessage(0x01, 0));
    await wasSent(3);
    say(ok('right'));
    expect(await second).toEqual({ ok: true, value: new Uint8Array(Buffer.from('right')) });
    const third = channel.exchangeApdu(apdu, never);
    await wasSent(4);
    say(ok('in step'));
    expect(await third).toMatchObject({ ok: true });
    expect(sent).toEqual([APDU, WATCH, APDU, APDU]);
  });

  it('ends with timedOut when the reader does not even find its step again', async () => {
    const { channel, clock, wasSent } = openChannel();
    const first = channel.exchangeApdu(apdu, never);
    await wasSent(1);
    clock.advance(APDU_DEADLINE_MS);
    await first;
    const second = channel.exchangeApdu(apdu, never);
    await wasSent(2);
    clock.advance(COMMAND_DEADLINE_MS);
    expect(await second).toEqual({ ok: false, fault: 'timedOut' });
  });

  it('a reply with a wrong CRC is garbled, and the two sides find their step again', async () => {
    const { channel, say, sent, wasSent } = openChannel();
    const first = channel.exchangeApdu(apdu, never);
    await wasSent(1);
    const bad = ok('data');
    bad.writeUInt8(bad.readUInt8(15) ^ 0x10, 15);
    say(bad);
    expect(await first).toEqual({ ok: false, fault: 'garbled' });
    const second = channel.exchangeApdu(apdu, never);
    await wasSent(2);
    say(replyMessage(0x01, 0));
    await wasSent(3);
    say(ok('right'));
    expect(await second).toMatchObject({ ok: true });
    expect(sent).toEqual([APDU, WATCH, APDU]);
  });

  it('ignores replies that nobody awaits', async () => {
    const { channel, say, log, wasSent } = openChannel();
    say(ok('nobody'));
    const answered = channel.exchangeApdu(apdu, never);
    await wasSent(1);
    say(replyMessage(0x01, 0));
    say(ok('data'));
    expect(await answered).toMatchObject({ ok: true });
    expect(log.warn).toHaveBeenCalledTimes(2);
  });

  it('ends at once when the card is removed, and sends nothing for a card that has gone', async () => {
    const { channel, sent, wasSent } = openChannel();
    const removal = new AbortController();
    const answered = channel.exchangeApdu(apdu, removal.signal);
    await wasSent(1);
    removal.abort();
    expect(await answered).toEqual({ ok: false, fault: 'cardGone' });
    const later = new Neo2Channel({
      clock: new FakeClock(),
      log: { info: vi.fn(), warn: vi.fn() },
      send: () => sent.push('more'),
      onCardSeat: () => undefined,
      onHealth: () => undefined,
    });
    expect(await later.powerOn(removal.signal)).toEqual({ ok: false, fault: 'cardGone' });
    expect(sent).toEqual([APDU]);
  });

  it('fails what is under way, and all that follows, when the connection is lost', async () => {
    const { channel, clock, sent, wasSent } = openChannel();
    const first = channel.exchangeApdu(apdu, never);
    const second = channel.powerOff();
    await wasSent(1);
    channel.disconnect();
    expect(await Promise.all([first, second])).toEqual([
      { ok: false, fault: 'disconnected' },
      { ok: false, fault: 'disconnected' },
    ]);
    expect(sent).toEqual([APDU]);
    expect(clock.nextIn).toBeNull();
  });

  it('tells how asking for notifications ended, before what the reader says next', async () => {
    const { channel, clock, say, health, seats, wasSent } = openChannel();
    void channel.watchCardSeat();
    await wasSent(1);
    say(replyMessage(0x01, 0));
    expect(health).toEqual(['answers']);
    say(replyMessage(0xf2, 0, Buffer.of(1)));
    expect(seats).toEqual([true]);

    void channel.watchCardSeat();
    await wasSent(2);
    say(replyMessage(0x01, 0x0b));
    void channel.watchCardSeat();
    await wasSent(3);
    clock.advance(COMMAND_DEADLINE_MS);
    void channel.watchCardSeat();
    await wasSent(4);
    channel.disconnect();
    expect(health).toEqual(['answers', 'garbles', 'silent']);
  });

  it('says nothing of what a card holds to the log', async () => {
    const { channel, say, log, wasSent } = openChannel();
    const answered = channel.exchangeApdu(apdu, never);
    await wasSent(1);
    say(replyMessage(0x2c, 0x06, Buffer.from('SECRET')));
    await answered;
    expect(JSON.stringify([log.info.mock.calls, log.warn.mock.calls])).not.toContain('SECRET');
  });
});
