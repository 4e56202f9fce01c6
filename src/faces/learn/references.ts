/** What the page cites. */

export interface Reference {
  /** As it is named in a sentence. */
  name: string;
  year: number;
  title: string;
  href: string;
}

const arxiv = (id: string): string => `https://arxiv.org/abs/${id}`;

const REFERENCES = {
  andriushchenko: {
    name: 'Andriushchenko et al.',
    year: 2023,
    title: 'A modern look at the relationship between sharpness and generalization',
    href: arxiv('2302.07011'),
  },
  dinh: {
    name: 'Dinh et al.',
    year: 2017,
    title: 'Sharp minima can generalize for deep nets',
    href: arxiv('1703.04933'),
  },
  foret: {
    name: 'Foret et al.',
    year: 2021,
    title: 'Sharpness-aware minimization for efficiently improving generalization',
    href: arxiv('2010.01412'),
  },
  geiping: {
    name: 'Geiping et al.',
    year: 2021,
    title: 'Stochastic training is not necessary for generalization',
    href: arxiv('2109.14119'),
  },
  godbole: {
    name: 'Godbole et al.',
    year: 2023,
    title: 'Deep learning tuning playbook',
    href: 'https://github.com/google-research/tuning_playbook',
  },
  goyal: {
    name: 'Goyal et al.',
    year: 2017,
    title: 'Accurate, large minibatch SGD: training ImageNet in one hour',
    href: arxiv('1706.02677'),
  },
  hoffer: {
    name: 'Hoffer et al.',
    year: 2017,
    title: 'Train longer, generalize better: closing the generalization gap in large batch training',
    href: arxiv('1705.08741'),
  },
  kaplan: {
    name: 'Kaplan et al.',
    year: 2020,
    title: 'Scaling laws for neural language models',
    href: arxiv('2001.08361'),
  },
  keskar: {
    name: 'Keskar et al.',
    year: 2017,
    title: 'On large-batch training for deep learning: generalization gap and sharp minima',
    href: arxiv('1609.04836'),
  },
  malladi: {
    name: 'Malladi et al.',
    year: 2022,
    title: 'On the SDEs and scaling rules for adaptive gradient algorithms',
    href: arxiv('2205.10287'),
  },
  marek: {
    name: 'Marek et al.',
    year: 2025,
    title: 'Small batch size training for language models',
    href: arxiv('2507.07101'),
  },
  masters: {
    name: 'Masters & Luschi',
    year: 2018,
    title: 'Revisiting small batch training for deep neural networks',
    href: arxiv('1804.07612'),
  },
  mccandlish: {
    name: 'McCandlish et al.',
    year: 2018,
    title: 'An empirical model of large-batch training',
    href: arxiv('1812.06162'),
  },
  merrill: {
    name: 'Merrill et al.',
    year: 2025,
    title: 'Critical batch size revisited',
    href: arxiv('2505.23971'),
  },
  nado: {
    name: 'Nado et al.',
    year: 2021,
    title: 'A large batch optimizer reality check',
    href: arxiv('2102.06356'),
  },
  shallue: {
    name: 'Shallue et al.',
    year: 2019,
    title: 'Measuring the effects of data parallelism on neural network training',
    href: arxiv('1811.03600'),
  },
  smith: {
    name: 'Smith, Elsen & De',
    year: 2020,
    title: 'On the generalization benefit of noise in stochastic gradient descent',
    href: arxiv('2006.15081'),
  },
  sohoni: {
    name: 'Sohoni et al.',
    year: 2019,
    title: 'Low-memory neural network training',
    href: arxiv('1904.10631'),
  },
  youRates: {
    name: 'You et al.',
    year: 2017,
    title: 'Large batch training of convolutional networks',
    href: arxiv('1708.03888'),
  },
  youAdaptive: {
    name: 'You et al.',
    year: 2020,
    title: 'Large batch optimization for deep learning: training BERT in 76 minutes',
    href: arxiv('1904.00962'),
  },
  zhang: {
    name: 'Zhang et al.',
    year: 2024,
    title: 'How does critical batch size scale in pre-training?',
    href: arxiv('2410.21676'),
  },
} as const satisfies Record<string, Reference>;

export type ReferenceId = keyof typeof REFERENCES;

export const referenceOf = (id: ReferenceId): Reference => REFERENCES[id];

/** By name, then year. */
export const REFERENCE_IDS = (Object.keys(REFERENCES) as ReferenceId[]).sort((a, b) => {
  const [one, other] = [REFERENCES[a], REFERENCES[b]];
  return one.name.localeCompare(other.name, 'en') || one.year - other.year;
});
