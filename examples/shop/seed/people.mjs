const FIRST = [
  'Anna',
  'Ben',
  'Clara',
  'David',
  'Elif',
  'Felix',
  'Greta',
  'Hugo',
  'Ida',
  'Jonas',
  'Katrin',
  'Leo',
  'Mia',
  'Noah',
  'Olga',
  'Paul',
  'Rosa',
  'Samir',
  'Tilda',
  'Viktor',
  'Wanda',
  'Yusuf',
  'Zoe',
  'Emil',
  'Frieda',
  'Luca',
  'Nina',
  'Oskar',
];
const LAST = [
  'Adler',
  'Bauer',
  'Conrad',
  'Dietz',
  'Ebner',
  'Fuchs',
  'Gruber',
  'Haas',
  'Imhof',
  'Jansen',
  'Keller',
  'Lang',
  'Maurer',
  'Novak',
  'Ott',
  'Pichler',
  'Rossi',
  'Seidl',
  'Toth',
  'Unger',
  'Vogel',
  'Weiss',
  'Yilmaz',
  'Zeller',
];
const TOWNS = [
  ['DE', 'Leipzig', 'Europe/Berlin'],
  ['DE', 'Hamburg', 'Europe/Berlin'],
  ['DE', 'Munich', 'Europe/Berlin'],
  ['AT', 'Vienna', 'Europe/Vienna'],
  ['AT', 'Graz', 'Europe/Vienna'],
  ['CH', 'Basel', 'Europe/Zurich'],
  ['NL', 'Utrecht', 'Europe/Amsterdam'],
  ['IT', 'Bolzano', 'Europe/Rome'],
];

/** How somebody shops: sessions a month, the chance that one ends in an order, since when, and until when (days ago). */
const KINDS = [
  [34, { kind: 'looks around', sessions: 0.6, buys: 0.03, since: [10, 200], until: [0, 60] }],
  [30, { kind: 'buys now and then', sessions: 0.8, buys: 0.14, since: [60, 360], until: [0, 45] }],
  [16, { kind: 'regular', sessions: 1.6, buys: 0.18, since: [90, 360], until: [0, 12] }],
  [8, { kind: 'devoted', sessions: 2.4, buys: 0.32, since: [120, 360], until: [0, 5] }],
  [12, { kind: 'gone', sessions: 1, buys: 0.2, since: [220, 360], until: [90, 180] }],
];

/** One customer of the demo: name, place, taste and habit. */
export const createPerson = (random, number, categories) => {
  const [country, city, timezone] = random.pick(TOWNS);
  const firstName = random.pick(FIRST);
  const lastName = random.pick(LAST);
  const habit = random.weighted(KINDS);
  return {
    userId: `customer-${String(number).padStart(3, '0')}`,
    anonymousId: `device-${String(number).padStart(3, '0')}`,
    email: `${firstName}.${lastName}.${number}@example.org`.toLowerCase(),
    firstName,
    lastName,
    country,
    city,
    timezone,
    habit,
    since: random.between(...habit.since),
    until: random.between(...habit.until),
    taste: random.some(categories, 2),
    phone: random.chance(0.55),
    marketing: random.chance(0.6),
  };
};
