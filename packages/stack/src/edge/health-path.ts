/** Where the edge answers for itself, whatever stands behind it. */
export const edgeHealthPath = '/.well-known/callfloor-edge'
