export { addPieces, createBestSellers, type BestSellers } from './best-sellers';
export type { CartStore } from './cart-store';
export { createCarts, type Carts } from './carts';
export { createOrderedElsewhere } from './ordered-elsewhere';
export { createRecovery, type Recovery } from './recovery';
