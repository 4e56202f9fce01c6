/** What the field disagrees about, both sides with their sources. */

interface Paper {
  name: string;
  /** arXiv number. */
  arxiv: string;
  says?: string;
}

const FOR: readonly Paper[] = [
  {
    name: 'Keskar et al. 2017',
    arxiv: '1609.04836',
    says: 'gaps of 0.2 points on MNIST, larger ones on CIFAR',
  },
  { name: 'Masters & Luschi 2018', arxiv: '1804.07612', says: 'best between 2 and 32' },
  { name: 'Smith, Elsen & De 2020', arxiv: '2006.15081' },
];
const AGAINST: readonly Paper[] = [
  {
    name: 'Shallue et al. 2019',
    arxiv: '1811.03600',
    says: 'no loss where the rate is tuned at every batch size',
  },
  { name: 'Hoffer et al. 2017', arxiv: '1705.08741', says: 'train longer' },
  { name: 'Geiping et al. 2021', arxiv: '2109.14119', says: 'full batch matches SGD' },
];

export function Research() {
  return (
    <aside className="cmp-research" aria-label="Active research">
      <p>
        <strong>Active research.</strong> Do large batches generalise worse? At equal epochs a large batch
        also makes fewer updates, so what is seen here may be that alone.
      </p>
      <Side title="They do" papers={FOR} />
      <Side title="They need not" papers={AGAINST} />
    </aside>
  );
}

function Side({ title, papers }: { title: string; papers: readonly Paper[] }) {
  return (
    <div>
      <h3>{title}</h3>
      <ul>
        {papers.map(({ name, arxiv, says }) => (
          <li key={arxiv}>
            <a href={`https://arxiv.org/abs/${arxiv}`} rel="noreferrer" target="_blank">
              {name}
            </a>
            {says ? `: ${says}` : ''}
          </li>
        ))}
      </ul>
    </div>
  );
}
