// Written from the public description of the compressed download, without a look at the encoder.

/** Dots of a compressed 128-level panel, line by line. Throws if a line is not exactly 648 dots or bytes are left over. */
export function decodeColourPanel(bytes: Uint8Array, lines: number, columns: number): number[][] {
  let position = 0;
  const read = (): number => {
    const byte = bytes[position++];
    if (byte === undefined) throw new Error('Panel ends inside a line');
    return byte;
  };
  const panel: number[][] = [];
  while (panel.length < lines) {
    const dots: number[] = [];
    while (dots.length < columns) {
      const byte = read();
      if (byte < 0x80) {
        dots.push(byte);
        continue;
      }
      const count = read();
      if (count === 0) {
        while (dots.length < columns) dots.push(0);
      } else {
        const value = read();
        for (let dot = 0; dot < count; dot++) dots.push(value);
      }
    }
    if (dots.length !== columns) throw new Error('A run crosses the end of a line');
    panel.push(dots);
  }
  if (position !== bytes.length) throw new Error('Bytes left over behind the last line');
  return panel;
}

/** Pixels (0 or 1) of a compressed one-bit panel, line by line. */
export function decodeBlackPanel(bytes: Uint8Array, lines: number, columns: number): number[][] {
  let position = 0;
  const panel: number[][] = [];
  while (panel.length < lines) {
    const count = bytes[position++];
    if (count === undefined || count < 1 || count > columns / 8) throw new Error('Bad count of a line');
    const data = bytes.subarray(position, position + count);
    position += count;
    panel.push(Array.from({ length: columns }, (_, x) => ((data[x >> 3] ?? 0) >> (7 - (x & 7))) & 1));
  }
  if (position !== bytes.length) throw new Error('Bytes left over behind the last line');
  return panel;
}
