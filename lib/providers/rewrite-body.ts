/**
 * A response whose body is what `rewrite` makes of it, for vendors' clients that read bodies themselves. What `rewrite`
 * throws reaches the client after all that was written before: nothing is queued that an error could discard.
 */
export function rewriteBody(
  response: Response,
  rewrite: (body: ReadableStream<Uint8Array> | null) => AsyncGenerator<string>,
): Response {
  const encoder = new TextEncoder();
  const pieces = rewrite(response.body);
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: response.headers });
}
