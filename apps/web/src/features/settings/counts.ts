/** "200 leads, 13 users": what was deleted, the most first, without what there was none of. */
export const countsOf = (removed: Record<string, number>): string =>
  Object.entries(removed)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([what, count]) => `${count} ${count === 1 ? oneOf(wordsOf(what)) : wordsOf(what)}`)
    .join(', ')

/** Names of tables come as they are in the program: queueMembers, queue_members. */
const wordsOf = (name: string): string =>
  name.replace(/[_-]+|(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()

const oneOf = (words: string): string => (words === 'people' ? 'person' : words.replace(/s$/, ''))
