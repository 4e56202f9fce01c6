/** How far the lab is, on stderr: one line that is written over on a terminal, else a line now and then. */
const OFTEN_MS = 200;
const SELDOM_MS = 5000;

export function createProgress(lab, { stream, quiet }) {
  let at = -Infinity;
  let said = -1;
  let open = false;

  const lineOf = ({ done, total, secondsLeft, active }) => {
    const left =
      secondsLeft === undefined ? '' : `, ${lab.formatDuration(1000 * Math.max(1, secondsLeft))} left`;
    const runs = active.map(({ label, share, secondsLeft: own }) => {
      const rest = own === undefined ? '' : `, ${lab.formatDuration(1000 * Math.max(0.1, own))} left`;
      return `${label} ${Math.round(100 * share)}%${rest}`;
    });
    return `[${done}/${total}${left}] ${runs.join(' · ')}`.trimEnd();
  };

  const end = () => {
    if (open) stream.write('\n');
    open = false;
  };

  return {
    show(progress) {
      if (quiet) return;
      const now = performance.now();
      const news = progress.done !== said;
      const soon = stream.isTTY || news ? OFTEN_MS : SELDOM_MS;
      if (now - at < soon && progress.status !== 'done') return;
      at = now;
      said = progress.done;
      const line = lineOf(progress);
      if (stream.isTTY) {
        const width = Math.max(20, (stream.columns ?? 80) - 1);
        stream.write(`\r\u001b[K${line.slice(0, width)}`);
        open = true;
      } else stream.write(`${line}\n`);
    },
    say(text) {
      end();
      if (!quiet) stream.write(`${text}\n`);
    },
    complain(text) {
      end();
      stream.write(`${text}\n`);
    },
  };
}
