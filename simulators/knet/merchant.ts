/** A merchant's account at KNET: what it signs in with, and the key of its terminal. */
export interface Merchant {
  readonly tranportalId: string;
  readonly password: string;
  /** 16 ASCII characters. */
  readonly resourceKey: string;
}

/** The one merchant of this simulator. */
export const DEMO_MERCHANT: Merchant = {
  tranportalId: 'rukhsa',
  password: 'demo-merchant',
  resourceKey: 'demo-resource-16',
};
