import { Algorithm, hash, verify } from '@node-rs/argon2'

// OWASP's password storage cheat sheet: Argon2id, 19 MiB, 2 passes, 1 lane.
const options = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2 }

/** Argon2id in PHC notation, with a salt of its own. */
export const hashPassword = (password: string): Promise<string> => hash(password, options)

export const verifyPassword = ({
  hash: stored,
  password,
}: {
  hash: string
  password: string
}): Promise<boolean> => verify(stored, password)
