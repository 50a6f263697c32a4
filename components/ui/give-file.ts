/** Gives the learner a file, which the browser puts where it puts downloads. */
export function giveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then: it has its own hold on what is downloaded.
  setTimeout(() => URL.revokeObjectURL(address), heldMs);
}

/** How long the browser may take to begin, in milliseconds. */
const heldMs = 60_000;
