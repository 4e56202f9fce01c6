/** The oldest browsers that have all that is used; tests/tooling/oldest.test.ts says what needs them. */
export const target = ['chrome111', 'edge111', 'firefox121', 'safari16.4'];
