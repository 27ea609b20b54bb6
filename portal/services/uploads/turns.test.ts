import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

/** Works that end when told to, with the order in which they began. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, { readonly resolve: () => void; readonly reject: (error: Error) => void }>();
  return {
    begun,
    begin: (name: string) => () =>
      new Promise<string>((resolve, reject) => {
        begun.push(name);
        ends.set(name, { resolve: () => resolve(name), reject });
      }),
    end: (name: string) => ends.get(name)?.resolve(),
    fail: (name: string) => ends.get(name)?.reject(new Error(name)),
  };
}

test('so many of one key at a time, in the order in which they came, whatever becomes of them', async () => {
  const { begun, begin, end, fail } = works();
  const turn = createTurns(2);
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => turn('one', begin(name)));
  expect(begun).toEqual(['a', 'b']);
  end('b');
  expect(await b).toBe('b');
  expect(begun).toEqual(['a', 'b', 'c']);
  fail('a');
  await expect(a).rejects.toThrow('a');
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  end('c');
  end('d');
  expect([await c, await d]).toEqual(['c', 'd']);
  const again = turn('one', begin('e'));
  expect(begun.at(-1)).toBe('e');
  end('e');
  expect(await again).toBe('e');
});

test('another key waits for nobody', () => {
  const { begun, begin } = works();
  const turn = createTurns(1);
  for (const key of ['one', 'two', 'one']) void turn(key, begin(key));
  expect(begun).toEqual(['one', 'two']);
});
