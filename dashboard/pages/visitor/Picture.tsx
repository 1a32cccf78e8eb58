/** A product's picture, small; nothing where there is none or its address is not one to load. */
export function Picture({ of }: { of: { name: string; image: string | null } | undefined }) {
  if (!of?.image || !/^(https:\/\/|\/(?!\/))/.test(of.image)) return null;
  return <img class="picture" src={of.image} alt="" title={of.name} loading="lazy" width="28" height="28" />;
}
