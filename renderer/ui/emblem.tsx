/** Eight-pointed star around a card: stands where the Ministry's emblem goes. */
export function Emblem() {
  return (
    <svg className="emblem" viewBox="0 0 96 96" aria-hidden="true">
      <path
        className="emblem-star"
        d="M48 4l13 13h18v18l13 13-13 13v18H61L48 92 35 79H17V61L4 48l13-13V17h18z"
      />
      <rect className="emblem-card" x="25" y="33" width="46" height="30" rx="5" />
      <path className="emblem-lines" d="M33 43h10v11H33zM50 44h14M50 53h9" />
    </svg>
  );
}
