/**
 * Hands a page of ours over as a file. A plain link would carry no session token: the page is
 * fetched first. Returns whether it was there.
 */
export async function downloadFile(address: string, name: string): Promise<boolean> {
  const response = await fetch(address);
  if (!response.ok) return false;
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
  return true;
}
