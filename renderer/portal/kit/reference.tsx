/** Digits of a group: three where that comes out even in a short number, else four. */
function groupsOf(digits: string): string[] {
  const size = digits.length === 6 || digits.length === 9 ? 3 : 4;
  return digits.length <= size
    ? [digits]
    : Array.from({ length: Math.ceil(digits.length / size) }, (_, index) =>
        digits.slice(index * size, (index + 1) * size),
      );
}

/**
 * A reference, civil ID, telephone number or plate: left to right, its numbers of more than five digits (a plate has no more) grouped for reading. The gaps are drawn, not written,
 * so that it is copied without them.
 */
export function Reference(props: { readonly value: string }) {
  const parts = props.value
    .split(/(\+965|\d{6,})/)
    .flatMap((part, index) => (index % 2 === 0 ? [part] : groupsOf(part)));
  return (
    <bdi className="reference" dir="ltr">
      {parts
        .filter((part) => part !== '')
        .map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same group of digits may come twice, and none ever moves
          <span key={index} className={/^\+?\d+$/.test(part) ? 'reference-group' : undefined}>
            {part}
          </span>
        ))}
    </bdi>
  );
}
