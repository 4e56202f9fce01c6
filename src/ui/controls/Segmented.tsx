import { useId } from 'react';
import './controls.css';

interface SegmentedProps<T extends string> {
  name: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange(value: T): void;
}

/** A few choices side by side: a radio group. `name` is said by screen readers. */
export function Segmented<T extends string>({ name, value, options, onChange }: SegmentedProps<T>) {
  const id = useId();
  return (
    <span className="segmented" role="radiogroup" aria-label={name}>
      {options.map((option) => (
        <label key={option.value} className={option.value === value ? 'on' : ''}>
          <input
            type="radio"
            name={id}
            className="visually-hidden"
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </span>
  );
}
