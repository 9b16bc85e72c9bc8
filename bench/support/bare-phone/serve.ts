import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

const html = `<!doctype html>
<title>bare phone</title>
<button hidden>Answer</button>
<audio autoplay></audio>
<script type="module" src="/page.js"></script>
`

async function bundlePage(): Promise<string> {
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'page.ts'),
    platform: 'browser',
    logLevel: 'silent',
  })
  try {
    const { output } = await bundle.generate({ format: 'es', minify: true })
    return output[0].code
  } finally {
    await bundle.close()
  }
}

/** Serves the bare phone on loopback. */
export async function serveBarePhone(): Promise<{ url: string; close(): void }> {
  const script = await bundlePage()
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://localhost').pathname
    const [type, body] = asked === '/page.js' ? ['text/javascript', script] : ['text/html', html]
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    // A host a browser trusts with the microphone, without TLS.
    url: `http://localhost:${port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
