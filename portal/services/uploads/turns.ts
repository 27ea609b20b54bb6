/** Does `work` for `key` once it is its turn. */
type TakeTurn = <Value>(key: string, work: () => Promise<Value>) => Promise<Value>;

/** Lets at most `most` works of one key be under way; the others wait in the order in which they came. */
export function createTurns(most: number): TakeTurn {
  /** Works under way, and those that wait, of each key that has any. */
  const lines = new Map<string, { underWay: number; readonly waiting: (() => void)[] }>();
  return async (key, work) => {
    const line = lines.get(key) ?? { underWay: 0, waiting: [] };
    lines.set(key, line);
    if (line.underWay < most) line.underWay += 1;
    // Whoever ends hands the turn on, so the number under way stays.
    else await new Promise<void>((resolve) => line.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = line.waiting.shift();
      if (next) next();
      else line.underWay -= 1;
      if (line.underWay === 0) lines.delete(key);
    }
  };
}
