/** The oldest Node that runs Batchscope's tools. Plain syntax: an older Node must be able to read this. */
export const oldestNode = '20.19.0';

/** One sentence when `version` is too old, else undefined. */
export function nodeProblem(version) {
  const have = version.replace(/^v/, '').split('.').map(Number);
  const need = oldestNode.split('.').map(Number);
  for (let i = 0; i < need.length; i++) {
    if (have[i] > need[i]) return undefined;
    if (!(have[i] >= need[i])) {
      return 'Batchscope needs Node ' + oldestNode + ' or newer, and this is Node ' + have.join('.') + '.';
    }
  }
  return undefined;
}
