interface MarkProps {
  label: number;
  x: number;
  y: number;
  r: number;
  className?: string;
}

/** One example: a dot or a triangle by its class, and its colour as well. */
export function Mark({ label, x, y, r, className = '' }: MarkProps) {
  const name = `mark is-class${label} ${className}`;
  return label === 0 ? (
    <circle className={name} cx={x} cy={y} r={r} />
  ) : (
    <path className={name} d={`M${x} ${y - 1.3 * r}L${x + 1.2 * r} ${y + r}H${x - 1.2 * r}Z`} />
  );
}
