/** The sum beside cart and checkout; `shop/sums.ts` writes the figures. */
export const sumCard = (below: string) =>
  `<section class="sum" aria-labelledby="sum-title"><h2 id="sum-title">Together</h2><dl><div><dt>Products</dt><dd data-sum="products"></dd></div><div><dt>Delivery</dt><dd data-sum="delivery"></dd></div><div class="all"><dt>To pay</dt><dd data-sum="all"></dd></div></dl>${below}</section>`;
