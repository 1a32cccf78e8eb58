/** The sign of Impuls: one beat. */
export function Mark() {
  return (
    <span class="mark">
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M1.5 9h3.2L7 3l2.600 10 1.800-4h3.100" />
      </svg>
    </span>
  );
}
