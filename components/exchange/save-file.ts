/** Hands a file to the browser, which saves it where it saves downloads. */
export function saveFile(name: string, type: string, bytes: Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after the click: it is let go of when that has surely begun.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
