const keptMs = 2_000

/**
 * Has the browser load what a first call needs: its media engine and encryption take some 300 ms to
 * start, which the first caller would otherwise wait for after the click on Answer.
 */
export async function warmUp(): Promise<void> {
  const connection = new RTCPeerConnection()
  try {
    connection.addTransceiver('audio')
    await connection.setLocalDescription(await connection.createOffer())
    await new Promise((resolve) => setTimeout(resolve, keptMs))
  } catch (error) {
    console.info('The first call will take a moment longer', error)
  } finally {
    connection.close()
  }
}
