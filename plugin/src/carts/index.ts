export { CART_LASTS, cartAt, isLive, type Cart, type CartState } from './cart';
export { CART_EVENTS, cartIdOf, cartsOf, foldCarts, isCartEvent } from './fold';
export { linesOf, type CartLine } from './lines';
