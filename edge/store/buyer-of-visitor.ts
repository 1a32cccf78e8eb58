/**
 * Whose buying is the visitor's own, in SQL, for the site ?1: that of the customer they are linked to, else of whom their
 * orders name, a customer of the shop (`c:`) before themselves (`v:`). `visitor`: an expression.
 */
export const buyerOfVisitor = (visitor: string) => `coalesce(
  'c:' || (SELECT newest.customer FROM links AS newest
           WHERE newest.site = ?1 AND newest.visitor = ${visitor} ORDER BY newest.since DESC LIMIT 1),
  (SELECT min(mine.buyer) FROM orders AS mine INDEXED BY orders_by_visitor
   WHERE mine.site = ?1 AND mine.visitor = ${visitor}))`;
