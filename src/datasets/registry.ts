/** What the page says of each dataset before any of it is loaded. Light: no generator and no loader is imported here. */
export { DATASETS } from '../experiment/catalog.ts';
