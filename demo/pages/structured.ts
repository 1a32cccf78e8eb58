/** The shop's goods in schema.org's words, for search engines and for whoever reads JSON-LD. */
import { BRAND, CURRENCY, categoryOf, type Product, photoUrl, productUrl } from "../products.ts";

export const productThing = (product: Product) => ({
  "@type": "Product",
  sku: product.id,
  name: product.name,
  description: product.description,
  image: photoUrl(product.id),
  category: categoryOf(product.category).name,
  brand: { "@type": "Brand", name: BRAND },
  offers: {
    "@type": "Offer",
    price: (product.priceMinor / 100).toFixed(2),
    priceCurrency: CURRENCY,
    availability: "https://schema.org/InStock",
    itemCondition: "https://schema.org/NewCondition",
    url: productUrl(product),
  },
});

export const productList = (name: string, products: readonly Product[]) => ({
  "@type": "ItemList",
  name,
  numberOfItems: products.length,
  itemListElement: products.map((product, index) => ({
    "@type": "ListItem",
    position: index + 1,
    name: product.name,
    url: productUrl(product),
  })),
});

export const breadcrumb = (steps: readonly (readonly [name: string, url: string])[]) => ({
  "@type": "BreadcrumbList",
  itemListElement: steps.map(([name, item], index) => ({
    "@type": "ListItem",
    position: index + 1,
    name,
    item,
  })),
});

export const article = (headline: string, image: string, url: string) => ({
  "@type": "Article",
  headline,
  image,
  mainEntityOfPage: url,
  publisher: { "@type": "Organization", name: BRAND },
});
