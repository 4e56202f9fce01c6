/**
 * Whether the table of rooms in an architecture document is the true map. A row's first cell is a folder of src/ (empty: the
 * one above), its second names files without their ending and folders with a slash, each in backticks.
 */
const named = /`([^`]+)`/g;
const isSource = (path) => /(?<!\.d)\.tsx?$/.test(path);
const stem = (path) => path.replace(/\.\w+$/, '');

/** Folder of src/ → what the rows of that room name. */
function readRooms(markdown) {
  const rooms = new Map();
  const [, table = ''] = /^\| room .*\n\| -.*\n((?:\|.*\n)+)/m.exec(markdown) ?? [];
  let room;
  for (const row of table.trim().split('\n')) {
    const [, first = '', text = ''] = row.split('|').map((cell) => cell.trim());
    room = /`(.+)`/.exec(first)?.[1] ?? room;
    const words = [...text.matchAll(named)].map(([, word]) => word);
    rooms.set(room, [...(rooms.get(room) ?? []), ...words]);
  }
  return rooms;
}

/** One line for each source file that its room's rows do not name, and for each name that no file has. */
export function mapProblems(markdown, files) {
  const rooms = readRooms(markdown);
  const folders = [...rooms.keys()].sort((a, b) => b.length - a.length);
  const inside = new Map(folders.map((folder) => [folder, []]));
  const problems = [];
  for (const path of files) {
    const folder = folders.find((one) => path.startsWith(`src/${one}`));
    if (folder) inside.get(folder).push(path.slice(`src/${folder}`.length));
    else if (isSource(path)) problems.push(`${path} lies in no room of the table in docs/architecture.md`);
  }
  for (const [folder, words] of rooms) {
    const means = (word, rest) =>
      word.endsWith('/') ? rest.startsWith(word) : rest === word || stem(rest) === word;
    for (const rest of inside.get(folder).filter(isSource))
      if (!words.some((word) => means(word, rest)))
        problems.push(`src/${folder}${rest} is not named in its row of docs/architecture.md`);
    // A capital begins a type or a name of somebody else.
    for (const word of words.filter((one) => /^[a-z]/.test(one)))
      if (!inside.get(folder).some((rest) => means(word, rest)))
        problems.push(`docs/architecture.md names \`${word}\` in src/${folder}, and it is not there`);
  }
  return problems;
}
