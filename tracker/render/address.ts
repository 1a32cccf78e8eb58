/** The address as it may be used, checked again on the device: https, or this very site; else undefined. */
export function soundAddress(address: string | undefined): string | undefined {
  const url = address ? URL.parse(address, location.href) : null;
  return url && (url.protocol === "https:" || url.origin === location.origin) ? url.href : undefined;
}

/** The product being looked at is no news. */
export const elsewhere = <Item extends { url?: string | undefined }>(items: Item[] = []): Item[] =>
  items.filter(({ url }) => URL.parse(url!, location.href)?.pathname !== location.pathname);
