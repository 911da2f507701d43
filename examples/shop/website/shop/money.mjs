const euros = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });

export const money = (amount) => euros.format(amount).replace(/\.00$/, '');
