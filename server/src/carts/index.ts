export type { CartStore } from './cart-store';
export { createCarts, type Carts } from './carts';
