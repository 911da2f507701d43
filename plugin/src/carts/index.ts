export { CART_LASTS, cartAt, cartProperties, isLive, type Cart, type CartState } from './cart';
export { cartsEndpoints, type RestoredCart } from './endpoints';
export { ABOUT_CARTS, CART_EVENTS, cartIdOf, cartsOf, foldCarts, isCartEvent } from './fold';
export { linesOf, type CartLine } from './lines';
export { currencyOf, moneyOf } from './money';
export { isSameRefund, orderOf, refundOf, type Order, type Refund } from './order';
