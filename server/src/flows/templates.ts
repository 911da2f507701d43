import backInStock from '../../../templates/flows/back-in-stock.json';
import birthday from '../../../templates/flows/birthday.json';
import browseAbandonment from '../../../templates/flows/browse-abandonment.json';
import cartAbandonment from '../../../templates/flows/cart-abandonment.json';
import doubleOptIn from '../../../templates/flows/double-opt-in.json';
import cartAdAudience from '../../../templates/flows/cart-ad-audience.json';
import fallingEngagement from '../../../templates/flows/falling-engagement.json';
import onboarding from '../../../templates/flows/onboarding.json';
import postPurchase from '../../../templates/flows/post-purchase.json';
import priceDrop from '../../../templates/flows/price-drop.json';
import welcome from '../../../templates/flows/welcome.json';
import winBack from '../../../templates/flows/win-back.json';

import type { FlowDefinition } from '../../../plugin/src';

/** A ready flow: what ships in `templates/flows`. */
export interface FlowTemplate {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly definition: FlowDefinition;
}

export const flowTemplates = [
  cartAbandonment,
  cartAdAudience,
  doubleOptIn,
  welcome,
  browseAbandonment,
  postPurchase,
  winBack,
  onboarding,
  birthday,
  priceDrop,
  backInStock,
  fallingEngagement,
] as unknown as readonly FlowTemplate[];
